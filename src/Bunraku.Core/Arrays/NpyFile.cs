using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Arrays;

/// <summary>
/// NumPy's .npy files of floating-point numbers. Written: format 1.0, little-endian float32, C order. Read: formats 1.0 to 3.0,
/// little-endian float32 or float64, C order. Source of the format: NumPy's documentation of <c>numpy.lib.format</c>.
/// </summary>
public static class NpyFile
{
    private const int Alignment = 64;
    private const int PrefixLength = 10;
    private const int MaximumHeader = 1 << 16;

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

    /// <summary>Reads an array; float64 values are rounded to float32.</summary>
    /// <returns>The sizes of the dimensions, and the values, row-major.</returns>
    /// <exception cref="BadInputException">The file is missing, no .npy file, of another type of number or order, or incomplete.</exception>
    public static (int[] Shape, float[] Values) Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: there is no such file. A .npy file was expected.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            throw new BadInputException($"{path}: the file cannot be read: {error.Message}", error);
        }
    }

    private static (int[] Shape, float[] Values) Read(Stream stream, string path)
    {
        NpyHeader header = NpyHeader.Parse(ReadHeader(stream, path), path);
        long expected = header.Count * header.ItemSize;
        long found = stream.Length - stream.Position;
        if (found != expected)
        {
            throw new BadInputException(
                $"{path}: the array [{string.Join(", ", header.Shape)}] of {header.ItemSize}-byte numbers needs {expected} bytes, but {found} follow the header. The file is damaged or incomplete.");
        }

        float[] values = new float[header.Count];
        if (header.ItemSize == sizeof(float))
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        }
        else
        {
            double[] wide = new double[header.Count];
            stream.ReadExactly(MemoryMarshal.AsBytes(wide.AsSpan()));
            for (int i = 0; i < wide.Length; i++)
            {
                values[i] = (float)wide[i];
            }
        }

        return (header.Shape, values);
    }

    private static string ReadHeader(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
        {
            throw new BadInputException($"{path}: this is not a .npy file. Save the array with numpy.save.");
        }

        int major = start[6];
        if (major is < 1 or > 3)
        {
            throw new BadInputException($"{path}: .npy format {major}.{start[7]} is not known (1.0 to 3.0 are). Save the array with numpy.save.");
        }

        Span<byte> lengthBytes = stackalloc byte[4];
        lengthBytes.Clear();
        Span<byte> lengthField = lengthBytes[..(major == 1 ? 2 : 4)];
        int read = stream.ReadAtLeast(lengthField, lengthField.Length, throwOnEndOfStream: false);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (read < lengthField.Length || length > MaximumHeader || length > stream.Length - stream.Position)
        {
            throw new BadInputException($"{path}: the header of the .npy file is damaged or incomplete.");
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        return Encoding.UTF8.GetString(header);
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
