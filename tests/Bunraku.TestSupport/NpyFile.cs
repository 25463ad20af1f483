using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Bunraku.Core.Checkpoints;

namespace Bunraku.TestSupport;

/// <summary>Reads NumPy's .npy files as the golden data has them: version 1.0, little-endian float32, C order.</summary>
public static partial class NpyFile
{
    private const int LengthOffset = 8;
    private const int HeaderOffset = 10;

    /// <exception cref="InvalidDataException">The file is of another kind.</exception>
    /// <exception cref="ArgumentException">The file does not hold as many values as its shape says.</exception>
    public static Tensor Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderOffset || bytes[0] != 0x93 || !bytes.AsSpan(1).StartsWith("NUMPY\u0001\0"u8))
        {
            throw new InvalidDataException($"{path} is not a .npy file of version 1.0.");
        }

        int headerLength = BitConverter.ToUInt16(bytes, LengthOffset);
        string header = Encoding.ASCII.GetString(bytes, HeaderOffset, headerLength);
        if (!header.Contains("'<f4'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} must hold little-endian float32 in C order, but its header is {header.Trim()}.");
        }

        int[] shape = [.. Number().Matches(Shape().Match(header).Groups[1].Value).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture))];
        return new Tensor(shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(HeaderOffset + headerLength)).ToArray());
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shape();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
