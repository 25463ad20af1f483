using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>A golden .npy file with its full precision: what the program reads, it rounds to float32.</summary>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Values">Row-major.</param>
internal sealed partial record GoldenArray(long[] Shape, double[] Values)
{
    public static GoldenArray Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int headerLength = BitConverter.ToUInt16(file, 8);
        string header = Encoding.ASCII.GetString(file, 10, headerLength);
        ReadOnlySpan<byte> data = file.AsSpan(10 + headerLength);
        long[] shape = [.. ShapePattern().Match(header).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        double[] values = header.Contains("'<f8'", StringComparison.Ordinal)
            ? MemoryMarshal.Cast<byte, double>(data).ToArray()
            : [.. MemoryMarshal.Cast<byte, float>(data).ToArray().Select(value => (double)value)];
        Assert.Equal(shape.Aggregate(1L, (product, size) => product * size), values.Length);
        return new GoldenArray(shape, values);
    }

    [GeneratedRegex("""'shape'\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapePattern();
}
