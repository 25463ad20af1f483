using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>A hidden layer in 16-bit fixed point on a tile, with the sine block by block while it is still in the nearest cache.</summary>
internal static unsafe class FixedDenseLayer<TFixed, TInts, TLanes, TFloats>
    where TFixed : struct, IFixedLanes<TInts, TFloats>
    where TInts : struct
    where TLanes : struct, ILanes<TFloats>
    where TFloats : struct
{
    /// <summary>Half turns in a unit of a phase of 32 bits.</summary>
    private const float HalfTurns = 1f / (1u << 31);

    /// <summary>Runs a layer whose output is the input of another such layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">[inputs / 2][32] pairs.</param>
    /// <param name="output">[outputs / 2][32] pairs; needs room for as many again.</param>
    public static void RunSine(FixedLayer layer, int* input, int* output)
    {
        int* weights = layer.Weights;
        int* bias = layer.Bias;
        int* shifts = layer.Shifts;
        for (int block = 0; block < layer.FullBlocks + layer.TailBlocks; block++)
        {
            int rows = layer.RowsOf(block);
            DenseBlock<TFixed, TInts, int>.Run(rows, weights, bias, input, layer.Depth, output, Tile.Pixels);
            SineOfPairs(output, rows / 2, shifts);
            weights += rows * layer.Depth;
            bias += rows;
            shifts += rows;
            output += rows / 2 * Tile.Pixels;
        }
    }

    /// <summary>Runs the last layer before a float matrix: the sine takes all bits of the phase.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">[inputs / 2][32] pairs.</param>
    /// <param name="output">[outputs][32].</param>
    public static void RunFloatSine(FixedLayer layer, int* input, float* output)
    {
        int* weights = layer.Weights;
        int* bias = layer.Bias;
        int* shifts = layer.Shifts;
        for (int block = 0; block < layer.FullBlocks + layer.TailBlocks; block++)
        {
            int rows = layer.RowsOf(block);
            DenseBlock<TFixed, TInts, int>.Run(rows, weights, bias, input, layer.Depth, (int*)output, Tile.Pixels);
            FloatSineInPlace((int*)output, rows, shifts);
            weights += rows * layer.Depth;
            bias += rows;
            shifts += rows;
            output += rows * Tile.Pixels;
        }
    }

    /// <summary>Replaces sums [2 * pairs][32] by half as many sines [pairs][32] in place: each is written where nothing is left to read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SineOfPairs(int* sums, int pairs, int* shifts)
    {
        int* sines = sums;
        for (int pair = 0; pair < pairs; pair++)
        {
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TFixed.Count)
            {
                TInts first = TFixed.ShiftLeft(TFixed.Load(sums + pixel), shifts[0]);
                TInts second = TFixed.ShiftLeft(TFixed.Load(sums + Tile.Pixels + pixel), shifts[1]);
                TFixed.Store(sines + pixel, FixedSine<TFixed, TInts, TFloats>.Of(TFixed.Merge(TFixed.HighToLow(first), second)));
            }

            sums += 2 * Tile.Pixels;
            sines += Tile.Pixels;
            shifts += 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FloatSineInPlace(int* sums, int rows, int* shifts)
    {
        TFloats halfTurns = TLanes.Broadcast(HalfTurns);
        for (int row = 0; row < rows; row++)
        {
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TFixed.Count)
            {
                TInts phase = TFixed.ShiftLeft(TFixed.Load(sums + pixel), shifts[row]);
                TLanes.Store((float*)sums + pixel, Sine<TLanes, TFloats>.OfPiTimes(TLanes.Multiply(TFixed.ToFloats(phase), halfTurns)));
            }

            sums += Tile.Pixels;
        }
    }
}
