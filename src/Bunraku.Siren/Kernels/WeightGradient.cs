using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// The gradient of a matrix: sums[row][column] += sum over pixels of gradient[row][pixel] * input[pixel][column]. The same shape of loop as
/// <see cref="DenseLayer{TLanes,TVector}"/>, with the pixels as the inner dimension, so the inputs lie transposed. Written out for the
/// same reason.
/// </summary>
internal static unsafe class WeightGradient<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Columns are padded to a multiple of this: two of the widest vectors.</summary>
    public const int ColumnStep = 32;

    /// <summary>As many zeros as two of the widest vectors hold.</summary>
    private static readonly nint Zeros = (nint)NativeMemory.AlignedAlloc(ColumnStep * sizeof(float), ColumnStep * sizeof(float));

    static WeightGradient() => new Span<float>((float*)Zeros, ColumnStep).Clear();

    /// <summary>Adds the gradient of some tiles.</summary>
    /// <param name="layer">The shape of the rows: blocks of 12, 6 or 4.</param>
    /// <param name="gradient">[tile][rows][32]: the gradient with respect to the layer's linear output.</param>
    /// <param name="gradientStride">Floats from one tile to the next.</param>
    /// <param name="input">[tile * 32][columns]: the layer's input, pixel by pixel.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="sums">[<see cref="PackedMatrix{TElement}.PaddedOutputs"/>][columns].</param>
    /// <param name="columns">A multiple of <see cref="ColumnStep"/>.</param>
    /// <param name="isFirst">Whether the sums begin with these tiles; what they are before is then not read, which spares a way through memory.</param>
    public static void Add(PackedLayer layer, float* gradient, nint gradientStride, float* input, int tiles, float* sums, int columns, bool isFirst = false)
    {
        for (int block = 0; block < layer.FullBlocks + layer.TailBlocks; block++)
        {
            int rows = block < layer.FullBlocks ? PackedLayer.BlockRows : layer.TailRows;
            for (int column = 0; column < columns; column += 2 * TLanes.Count)
            {
                float* before = isFirst ? (float*)Zeros : sums + column;
                Block(rows, gradient, gradientStride, input + column, columns, tiles, before, isFirst ? 0 : columns, sums + column);
            }

            gradient += rows * Tile.Pixels;
            sums += rows * columns;
        }
    }

    private static void Block(int rows, float* gradient, nint gradientStride, float* input, int columns, int tiles, float* before, nint beforeStride, float* sums)
    {
        if (rows == 4)
        {
            Rows4(gradient, gradientStride, input, columns, tiles, before, beforeStride, sums, columns);
        }
        else if (rows == 6)
        {
            Rows6(gradient, gradientStride, input, columns, tiles, before, beforeStride, sums, columns);
        }
        else if (TLanes.HasManyRegisters)
        {
            Rows12(gradient, gradientStride, input, columns, tiles, before, beforeStride, sums, columns);
        }
        else
        {
            Rows6(gradient, gradientStride, input, columns, tiles, before, beforeStride, sums, columns);
            Rows6(gradient + (6 * Tile.Pixels), gradientStride, input, columns, tiles, before + (6 * beforeStride), beforeStride, sums + (6 * columns), columns);
        }
    }

    /// <summary>Twelve rows by two vectors of columns: 24 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12(float* gradient, nint gradientStride, float* input, nint inputStride, int tiles, float* before, nint beforeStride, float* sums, nint sumStride)
    {
        float* row = before;
        TVector a0 = TLanes.Load(row), b0 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a1 = TLanes.Load(row), b1 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a2 = TLanes.Load(row), b2 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a3 = TLanes.Load(row), b3 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a4 = TLanes.Load(row), b4 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a5 = TLanes.Load(row), b5 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a6 = TLanes.Load(row), b6 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a7 = TLanes.Load(row), b7 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a8 = TLanes.Load(row), b8 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a9 = TLanes.Load(row), b9 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a10 = TLanes.Load(row), b10 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a11 = TLanes.Load(row), b11 = TLanes.Load(row + TLanes.Count);
        for (int tile = 0; tile < tiles; tile++)
        {
            float* g = gradient + (tile * gradientStride);
            for (int pixel = 0; pixel < Tile.Pixels; pixel++)
            {
                TVector x = TLanes.Load(input), y = TLanes.Load(input + TLanes.Count);
                TVector w0 = TLanes.Broadcast(g[0]);
                a0 = TLanes.MultiplyAdd(w0, x, a0);
                b0 = TLanes.MultiplyAdd(w0, y, b0);
                TVector w1 = TLanes.Broadcast(g[Tile.Pixels]);
                a1 = TLanes.MultiplyAdd(w1, x, a1);
                b1 = TLanes.MultiplyAdd(w1, y, b1);
                TVector w2 = TLanes.Broadcast(g[2 * Tile.Pixels]);
                a2 = TLanes.MultiplyAdd(w2, x, a2);
                b2 = TLanes.MultiplyAdd(w2, y, b2);
                TVector w3 = TLanes.Broadcast(g[3 * Tile.Pixels]);
                a3 = TLanes.MultiplyAdd(w3, x, a3);
                b3 = TLanes.MultiplyAdd(w3, y, b3);
                TVector w4 = TLanes.Broadcast(g[4 * Tile.Pixels]);
                a4 = TLanes.MultiplyAdd(w4, x, a4);
                b4 = TLanes.MultiplyAdd(w4, y, b4);
                TVector w5 = TLanes.Broadcast(g[5 * Tile.Pixels]);
                a5 = TLanes.MultiplyAdd(w5, x, a5);
                b5 = TLanes.MultiplyAdd(w5, y, b5);
                TVector w6 = TLanes.Broadcast(g[6 * Tile.Pixels]);
                a6 = TLanes.MultiplyAdd(w6, x, a6);
                b6 = TLanes.MultiplyAdd(w6, y, b6);
                TVector w7 = TLanes.Broadcast(g[7 * Tile.Pixels]);
                a7 = TLanes.MultiplyAdd(w7, x, a7);
                b7 = TLanes.MultiplyAdd(w7, y, b7);
                TVector w8 = TLanes.Broadcast(g[8 * Tile.Pixels]);
                a8 = TLanes.MultiplyAdd(w8, x, a8);
                b8 = TLanes.MultiplyAdd(w8, y, b8);
                TVector w9 = TLanes.Broadcast(g[9 * Tile.Pixels]);
                a9 = TLanes.MultiplyAdd(w9, x, a9);
                b9 = TLanes.MultiplyAdd(w9, y, b9);
                TVector w10 = TLanes.Broadcast(g[10 * Tile.Pixels]);
                a10 = TLanes.MultiplyAdd(w10, x, a10);
                b10 = TLanes.MultiplyAdd(w10, y, b10);
                TVector w11 = TLanes.Broadcast(g[11 * Tile.Pixels]);
                a11 = TLanes.MultiplyAdd(w11, x, a11);
                b11 = TLanes.MultiplyAdd(w11, y, b11);
                input += inputStride;
                g++;
            }
        }

        row = sums;
        Store(row, a0, b0);
        row += sumStride;
        Store(row, a1, b1);
        row += sumStride;
        Store(row, a2, b2);
        row += sumStride;
        Store(row, a3, b3);
        row += sumStride;
        Store(row, a4, b4);
        row += sumStride;
        Store(row, a5, b5);
        row += sumStride;
        Store(row, a6, b6);
        row += sumStride;
        Store(row, a7, b7);
        row += sumStride;
        Store(row, a8, b8);
        row += sumStride;
        Store(row, a9, b9);
        row += sumStride;
        Store(row, a10, b10);
        row += sumStride;
        Store(row, a11, b11);
    }

    /// <summary>Six rows by two vectors of columns: 12 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(float* gradient, nint gradientStride, float* input, nint inputStride, int tiles, float* before, nint beforeStride, float* sums, nint sumStride)
    {
        float* row = before;
        TVector a0 = TLanes.Load(row), b0 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a1 = TLanes.Load(row), b1 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a2 = TLanes.Load(row), b2 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a3 = TLanes.Load(row), b3 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a4 = TLanes.Load(row), b4 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a5 = TLanes.Load(row), b5 = TLanes.Load(row + TLanes.Count);
        for (int tile = 0; tile < tiles; tile++)
        {
            float* g = gradient + (tile * gradientStride);
            for (int pixel = 0; pixel < Tile.Pixels; pixel++)
            {
                TVector x = TLanes.Load(input), y = TLanes.Load(input + TLanes.Count);
                TVector w0 = TLanes.Broadcast(g[0]);
                a0 = TLanes.MultiplyAdd(w0, x, a0);
                b0 = TLanes.MultiplyAdd(w0, y, b0);
                TVector w1 = TLanes.Broadcast(g[Tile.Pixels]);
                a1 = TLanes.MultiplyAdd(w1, x, a1);
                b1 = TLanes.MultiplyAdd(w1, y, b1);
                TVector w2 = TLanes.Broadcast(g[2 * Tile.Pixels]);
                a2 = TLanes.MultiplyAdd(w2, x, a2);
                b2 = TLanes.MultiplyAdd(w2, y, b2);
                TVector w3 = TLanes.Broadcast(g[3 * Tile.Pixels]);
                a3 = TLanes.MultiplyAdd(w3, x, a3);
                b3 = TLanes.MultiplyAdd(w3, y, b3);
                TVector w4 = TLanes.Broadcast(g[4 * Tile.Pixels]);
                a4 = TLanes.MultiplyAdd(w4, x, a4);
                b4 = TLanes.MultiplyAdd(w4, y, b4);
                TVector w5 = TLanes.Broadcast(g[5 * Tile.Pixels]);
                a5 = TLanes.MultiplyAdd(w5, x, a5);
                b5 = TLanes.MultiplyAdd(w5, y, b5);
                input += inputStride;
                g++;
            }
        }

        row = sums;
        Store(row, a0, b0);
        row += sumStride;
        Store(row, a1, b1);
        row += sumStride;
        Store(row, a2, b2);
        row += sumStride;
        Store(row, a3, b3);
        row += sumStride;
        Store(row, a4, b4);
        row += sumStride;
        Store(row, a5, b5);
    }

    /// <summary>Four rows by two vectors of columns: 8 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(float* gradient, nint gradientStride, float* input, nint inputStride, int tiles, float* before, nint beforeStride, float* sums, nint sumStride)
    {
        float* row = before;
        TVector a0 = TLanes.Load(row), b0 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a1 = TLanes.Load(row), b1 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a2 = TLanes.Load(row), b2 = TLanes.Load(row + TLanes.Count);
        row += beforeStride;
        TVector a3 = TLanes.Load(row), b3 = TLanes.Load(row + TLanes.Count);
        for (int tile = 0; tile < tiles; tile++)
        {
            float* g = gradient + (tile * gradientStride);
            for (int pixel = 0; pixel < Tile.Pixels; pixel++)
            {
                TVector x = TLanes.Load(input), y = TLanes.Load(input + TLanes.Count);
                TVector w0 = TLanes.Broadcast(g[0]);
                a0 = TLanes.MultiplyAdd(w0, x, a0);
                b0 = TLanes.MultiplyAdd(w0, y, b0);
                TVector w1 = TLanes.Broadcast(g[Tile.Pixels]);
                a1 = TLanes.MultiplyAdd(w1, x, a1);
                b1 = TLanes.MultiplyAdd(w1, y, b1);
                TVector w2 = TLanes.Broadcast(g[2 * Tile.Pixels]);
                a2 = TLanes.MultiplyAdd(w2, x, a2);
                b2 = TLanes.MultiplyAdd(w2, y, b2);
                TVector w3 = TLanes.Broadcast(g[3 * Tile.Pixels]);
                a3 = TLanes.MultiplyAdd(w3, x, a3);
                b3 = TLanes.MultiplyAdd(w3, y, b3);
                input += inputStride;
                g++;
            }
        }

        row = sums;
        Store(row, a0, b0);
        row += sumStride;
        Store(row, a1, b1);
        row += sumStride;
        Store(row, a2, b2);
        row += sumStride;
        Store(row, a3, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, TVector first, TVector second)
    {
        TLanes.Store(target, first);
        TLanes.Store(target + TLanes.Count, second);
    }
}
