using System.Numerics;
using System.Runtime.InteropServices;

namespace Bunraku.Conv.Tests.Reference;

/// <summary>The convolutions, by their definitions in float64. Rows are computed in parallel.</summary>
internal static class Convolutions
{
    /// <summary>dwconv k s p: each channel with a kernel of its own.</summary>
    /// <param name="input">The planes.</param>
    /// <param name="weights">[channel][k][k].</param>
    /// <param name="kernel">k.</param>
    /// <param name="stride">s.</param>
    /// <param name="padding">p zeros around the picture.</param>
    public static Planes Depthwise(Planes input, float[] weights, int kernel, int stride, int padding)
    {
        var output = new Planes(input.Channels, input.Size / stride);
        ForEachRow(output, (channel, row, values) =>
        {
            for (int y = 0; y < kernel; y++)
            {
                int source = (row * stride) + y - padding;
                if (source >= 0 && source < input.Size)
                {
                    for (int x = 0; x < kernel; x++)
                    {
                        AddTap(values, input.Row(channel, source), weights[(((channel * kernel) + y) * kernel) + x], x - padding, stride);
                    }
                }
            }
        });
        return output;
    }

    /// <summary>dwconvT 4 2 1: the transposed convolution that doubles the size, each channel with a kernel of its own.</summary>
    /// <param name="input">The planes.</param>
    /// <param name="weights">[channel][4][4].</param>
    public static Planes TransposedDepthwise(Planes input, float[] weights)
    {
        var output = new Planes(input.Channels, 2 * input.Size);
        Parallel.For(0, input.Channels, channel =>
        {
            for (int row = 0; row < input.Size; row++)
            {
                for (int column = 0; column < input.Size; column++)
                {
                    for (int tap = 0; tap < 16; tap++)
                    {
                        (int y, int x) = ((2 * row) - 1 + (tap / 4), (2 * column) - 1 + (tap % 4));
                        if (y >= 0 && y < output.Size && x >= 0 && x < output.Size)
                        {
                            output[channel, y, x] += input[channel, row, column] * weights[(16 * channel) + tap];
                        }
                    }
                }
            }
        });
        return output;
    }

    /// <summary>pw: a 1x1 convolution without bias.</summary>
    /// <param name="input">The planes.</param>
    /// <param name="weights">[outputs][inputs].</param>
    public static Planes Pointwise(Planes input, float[] weights)
    {
        // Pieces of planes that stay in the cache for all outputs.
        const int Piece = 256;

        var output = new Planes(weights.Length / input.Channels, input.Size);
        int plane = input.Size * input.Size;
        Parallel.For(0, (plane + Piece - 1) / Piece, piece =>
        {
            int length = Math.Min(Piece, plane - (piece * Piece));
            for (int channel = 0; channel < output.Channels; channel++)
            {
                Span<double> values = output.Values.AsSpan((channel * plane) + (piece * Piece), length);
                for (int from = 0; from < input.Channels; from++)
                {
                    Add(values, input.Values.AsSpan((from * plane) + (piece * Piece), length), weights[(channel * input.Channels) + from]);
                }
            }
        });
        return output;
    }

    /// <summary>conv 3 1 1.</summary>
    /// <param name="input">The planes.</param>
    /// <param name="weights">[outputs][inputs][3][3].</param>
    /// <param name="bias">[outputs], or null for none.</param>
    public static Planes Full3(Planes input, float[] weights, float[]? bias)
    {
        var output = new Planes(weights.Length / (9 * input.Channels), input.Size);
        ForEachRow(output, (channel, row, values) =>
        {
            values.Fill(bias is null ? 0 : bias[channel]);
            for (int tap = 0; tap < 9 * input.Channels; tap++)
            {
                int source = row + (tap / 3 % 3) - 1;
                if (source >= 0 && source < input.Size)
                {
                    AddTap(values, input.Row(tap / 9, source), weights[(channel * 9 * input.Channels) + tap], (tap % 3) - 1, stride: 1);
                }
            }
        });
        return output;
    }

    private delegate void RowAction(int channel, int row, Span<double> values);

    private static void ForEachRow(Planes output, RowAction action) => Parallel.For(0, output.Size, row =>
    {
        for (int channel = 0; channel < output.Channels; channel++)
        {
            action(channel, row, output.Row(channel, row));
        }
    });

    /// <summary>Adds weight * source[column * stride + shift], where that lies inside the picture.</summary>
    private static void AddTap(Span<double> values, ReadOnlySpan<double> source, double weight, int shift, int stride)
    {
        if (stride == 1)
        {
            int first = Math.Max(0, -shift), past = Math.Min(values.Length, source.Length - shift);
            Add(values[first..past], source[(first + shift)..(past + shift)], weight);
            return;
        }

        for (int column = 0; column < values.Length; column++)
        {
            int from = (column * stride) + shift;
            values[column] += from >= 0 && from < source.Length ? weight * source[from] : 0;
        }
    }

    private static void Add(Span<double> values, ReadOnlySpan<double> source, double weight)
    {
        Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        ReadOnlySpan<Vector<double>> wideSource = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] += wideSource[i] * weight;
        }

        for (int i = wide.Length * Vector<double>.Count; i < values.Length; i++)
        {
            values[i] += weight * source[i];
        }
    }
}
