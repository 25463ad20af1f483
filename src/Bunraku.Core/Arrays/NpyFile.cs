using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Arrays;

/// <summary>
/// Writes NumPy's .npy files: format 1.0, little-endian float32, C order. Source of the format: NumPy's documentation of
/// <c>numpy.lib.format</c>.
/// </summary>
public static class NpyFile
{
    private const int Alignment = 64;
    private const int PrefixLength = 10;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Writes an array, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">Row-major; as many as the product of the shape.</param>
    /// <param name="shape">The sizes of the dimensions; empty for a single number.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string path, float[] values, int[] shape)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.LongLength, shape.Aggregate(1L, (product, size) => product * size));
        AtomicFile.Write(path, stream =>
        {
            stream.Write(HeaderOf(shape));
            stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        });
    }

    private static byte[] HeaderOf(int[] shape)
    {
        string sizes = string.Concat(shape.Select(size => size.ToString(CultureInfo.InvariantCulture) + ", ")).TrimEnd();
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({(shape.Length == 1 ? sizes : sizes.TrimEnd(','))}), }}";

        // Padded with spaces and ended by a line feed, so that the data begin at a multiple of the alignment.
        int unpadded = PrefixLength + text.Length + 1;
        int padding = (Alignment - (unpadded % Alignment)) % Alignment;
        byte[] header = new byte[unpadded + padding];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(header.Length - PrefixLength));
        header.AsSpan(PrefixLength).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixLength));
        header[^1] = (byte)'\n';
        return header;
    }
}
