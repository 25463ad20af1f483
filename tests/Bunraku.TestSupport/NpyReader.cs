using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Bunraku.TestSupport;

/// <summary>Reads the .npy files of the golden data, and those that the program writes: format 1.0, float32 or float64, C order.</summary>
public static partial class NpyReader
{
    /// <returns>The sizes of the dimensions, and the values, row-major; float64 values are rounded to float32.</returns>
    public static (int[] Shape, float[] Values) Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int start = 10 + BitConverter.ToUInt16(file, 8);
        Match header = Header().Match(Encoding.ASCII.GetString(file, 0, start));
        Assert.True(header.Success, $"{path} is another kind of .npy file.");
        int[] shape = [.. header.Groups["size"].Captures.Select(size => int.Parse(size.Value, CultureInfo.InvariantCulture))];
        ReadOnlySpan<byte> data = file.AsSpan(start);
        float[] values = header.Groups["type"].Value == "<f4"
            ? MemoryMarshal.Cast<byte, float>(data).ToArray()
            : [.. MemoryMarshal.Cast<byte, double>(data).ToArray().Select(value => (float)value)];
        Assert.Equal(shape.Aggregate(1, (product, size) => product * size), values.Length);
        return (shape, values);
    }

    [GeneratedRegex("""^.NUMPY\x01\x00..\{'descr': '(?<type><f[48])', 'fortran_order': False, 'shape': \((?:(?<size>\d+),? ?)*\), \} *\n$""", RegexOptions.Singleline)]
    private static partial Regex Header();
}
