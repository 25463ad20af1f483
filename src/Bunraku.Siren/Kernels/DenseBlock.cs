using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>
/// The inner loop of every matrix product: sums[channel][pixel] = bias[channel] + sum over the depth of weight * input, in registers, a
/// block of channels by two vectors of pixels at a time. The three block sizes are written out because only named locals, not arrays,
/// stay in registers. The lanes define elements and products.
/// </summary>
internal static unsafe class DenseBlock<TLanes, TVector, TElement>
    where TLanes : struct, IProductLanes<TVector, TElement>
    where TVector : struct
    where TElement : unmanaged
{
    /// <summary>Computes a block of channels for the 32 pixels of a tile.</summary>
    /// <param name="rows">Channels in the block: 4, 6 or 12.</param>
    /// <param name="weights">[depth][rows].</param>
    /// <param name="bias">[rows].</param>
    /// <param name="input">[depth][32].</param>
    /// <param name="depth">How many products each sum has.</param>
    /// <param name="output">[rows][outputStride].</param>
    /// <param name="outputStride">Elements from one output channel to the next.</param>
    public static void Run(int rows, TElement* weights, TElement* bias, TElement* input, int depth, TElement* output, int outputStride)
    {
        for (int pixel = 0; pixel < Tile.Pixels; pixel += 2 * TLanes.Count)
        {
            if (rows == 4)
            {
                Rows4(weights, 4, bias, input + pixel, depth, output + pixel, outputStride);
            }
            else if (rows == 6)
            {
                Rows6(weights, 6, bias, input + pixel, depth, output + pixel, outputStride);
            }
            else if (TLanes.HasManyRegisters)
            {
                Rows12(weights, 12, bias, input + pixel, depth, output + pixel, outputStride);
            }
            else
            {
                Rows6(weights, 12, bias, input + pixel, depth, output + pixel, outputStride);
                Rows6(weights + 6, 12, bias + 6, input + pixel, depth, output + (6 * outputStride) + pixel, outputStride);
            }
        }
    }

    /// <summary>Twelve channels by two vectors of pixels: 24 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12(TElement* weights, nint weightStride, TElement* bias, TElement* input, int depth, TElement* output, nint outputStride)
    {
        TVector a0 = TLanes.Broadcast(bias[0]), b0 = a0;
        TVector a1 = TLanes.Broadcast(bias[1]), b1 = a1;
        TVector a2 = TLanes.Broadcast(bias[2]), b2 = a2;
        TVector a3 = TLanes.Broadcast(bias[3]), b3 = a3;
        TVector a4 = TLanes.Broadcast(bias[4]), b4 = a4;
        TVector a5 = TLanes.Broadcast(bias[5]), b5 = a5;
        TVector a6 = TLanes.Broadcast(bias[6]), b6 = a6;
        TVector a7 = TLanes.Broadcast(bias[7]), b7 = a7;
        TVector a8 = TLanes.Broadcast(bias[8]), b8 = a8;
        TVector a9 = TLanes.Broadcast(bias[9]), b9 = a9;
        TVector a10 = TLanes.Broadcast(bias[10]), b10 = a10;
        TVector a11 = TLanes.Broadcast(bias[11]), b11 = a11;
        for (int k = 0; k < depth; k++)
        {
            TVector x = TLanes.Load(input), y = TLanes.Load(input + TLanes.Count);
            TVector w0 = TLanes.Broadcast(weights[0]);
            a0 = TLanes.MultiplyAdd(w0, x, a0);
            b0 = TLanes.MultiplyAdd(w0, y, b0);
            TVector w1 = TLanes.Broadcast(weights[1]);
            a1 = TLanes.MultiplyAdd(w1, x, a1);
            b1 = TLanes.MultiplyAdd(w1, y, b1);
            TVector w2 = TLanes.Broadcast(weights[2]);
            a2 = TLanes.MultiplyAdd(w2, x, a2);
            b2 = TLanes.MultiplyAdd(w2, y, b2);
            TVector w3 = TLanes.Broadcast(weights[3]);
            a3 = TLanes.MultiplyAdd(w3, x, a3);
            b3 = TLanes.MultiplyAdd(w3, y, b3);
            TVector w4 = TLanes.Broadcast(weights[4]);
            a4 = TLanes.MultiplyAdd(w4, x, a4);
            b4 = TLanes.MultiplyAdd(w4, y, b4);
            TVector w5 = TLanes.Broadcast(weights[5]);
            a5 = TLanes.MultiplyAdd(w5, x, a5);
            b5 = TLanes.MultiplyAdd(w5, y, b5);
            TVector w6 = TLanes.Broadcast(weights[6]);
            a6 = TLanes.MultiplyAdd(w6, x, a6);
            b6 = TLanes.MultiplyAdd(w6, y, b6);
            TVector w7 = TLanes.Broadcast(weights[7]);
            a7 = TLanes.MultiplyAdd(w7, x, a7);
            b7 = TLanes.MultiplyAdd(w7, y, b7);
            TVector w8 = TLanes.Broadcast(weights[8]);
            a8 = TLanes.MultiplyAdd(w8, x, a8);
            b8 = TLanes.MultiplyAdd(w8, y, b8);
            TVector w9 = TLanes.Broadcast(weights[9]);
            a9 = TLanes.MultiplyAdd(w9, x, a9);
            b9 = TLanes.MultiplyAdd(w9, y, b9);
            TVector w10 = TLanes.Broadcast(weights[10]);
            a10 = TLanes.MultiplyAdd(w10, x, a10);
            b10 = TLanes.MultiplyAdd(w10, y, b10);
            TVector w11 = TLanes.Broadcast(weights[11]);
            a11 = TLanes.MultiplyAdd(w11, x, a11);
            b11 = TLanes.MultiplyAdd(w11, y, b11);
            input += Tile.Pixels;
            weights += weightStride;
        }

        Store(output, a0, b0);
        output += outputStride;
        Store(output, a1, b1);
        output += outputStride;
        Store(output, a2, b2);
        output += outputStride;
        Store(output, a3, b3);
        output += outputStride;
        Store(output, a4, b4);
        output += outputStride;
        Store(output, a5, b5);
        output += outputStride;
        Store(output, a6, b6);
        output += outputStride;
        Store(output, a7, b7);
        output += outputStride;
        Store(output, a8, b8);
        output += outputStride;
        Store(output, a9, b9);
        output += outputStride;
        Store(output, a10, b10);
        output += outputStride;
        Store(output, a11, b11);
    }

    /// <summary>Six channels by two vectors of pixels: 12 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(TElement* weights, nint weightStride, TElement* bias, TElement* input, int depth, TElement* output, nint outputStride)
    {
        TVector a0 = TLanes.Broadcast(bias[0]), b0 = a0;
        TVector a1 = TLanes.Broadcast(bias[1]), b1 = a1;
        TVector a2 = TLanes.Broadcast(bias[2]), b2 = a2;
        TVector a3 = TLanes.Broadcast(bias[3]), b3 = a3;
        TVector a4 = TLanes.Broadcast(bias[4]), b4 = a4;
        TVector a5 = TLanes.Broadcast(bias[5]), b5 = a5;
        for (int k = 0; k < depth; k++)
        {
            TVector x = TLanes.Load(input), y = TLanes.Load(input + TLanes.Count);
            TVector w0 = TLanes.Broadcast(weights[0]);
            a0 = TLanes.MultiplyAdd(w0, x, a0);
            b0 = TLanes.MultiplyAdd(w0, y, b0);
            TVector w1 = TLanes.Broadcast(weights[1]);
            a1 = TLanes.MultiplyAdd(w1, x, a1);
            b1 = TLanes.MultiplyAdd(w1, y, b1);
            TVector w2 = TLanes.Broadcast(weights[2]);
            a2 = TLanes.MultiplyAdd(w2, x, a2);
            b2 = TLanes.MultiplyAdd(w2, y, b2);
            TVector w3 = TLanes.Broadcast(weights[3]);
            a3 = TLanes.MultiplyAdd(w3, x, a3);
            b3 = TLanes.MultiplyAdd(w3, y, b3);
            TVector w4 = TLanes.Broadcast(weights[4]);
            a4 = TLanes.MultiplyAdd(w4, x, a4);
            b4 = TLanes.MultiplyAdd(w4, y, b4);
            TVector w5 = TLanes.Broadcast(weights[5]);
            a5 = TLanes.MultiplyAdd(w5, x, a5);
            b5 = TLanes.MultiplyAdd(w5, y, b5);
            input += Tile.Pixels;
            weights += weightStride;
        }

        Store(output, a0, b0);
        output += outputStride;
        Store(output, a1, b1);
        output += outputStride;
        Store(output, a2, b2);
        output += outputStride;
        Store(output, a3, b3);
        output += outputStride;
        Store(output, a4, b4);
        output += outputStride;
        Store(output, a5, b5);
    }

    /// <summary>Four channels by two vectors of pixels: 8 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(TElement* weights, nint weightStride, TElement* bias, TElement* input, int depth, TElement* output, nint outputStride)
    {
        TVector a0 = TLanes.Broadcast(bias[0]), b0 = a0;
        TVector a1 = TLanes.Broadcast(bias[1]), b1 = a1;
        TVector a2 = TLanes.Broadcast(bias[2]), b2 = a2;
        TVector a3 = TLanes.Broadcast(bias[3]), b3 = a3;
        for (int k = 0; k < depth; k++)
        {
            TVector x = TLanes.Load(input), y = TLanes.Load(input + TLanes.Count);
            TVector w0 = TLanes.Broadcast(weights[0]);
            a0 = TLanes.MultiplyAdd(w0, x, a0);
            b0 = TLanes.MultiplyAdd(w0, y, b0);
            TVector w1 = TLanes.Broadcast(weights[1]);
            a1 = TLanes.MultiplyAdd(w1, x, a1);
            b1 = TLanes.MultiplyAdd(w1, y, b1);
            TVector w2 = TLanes.Broadcast(weights[2]);
            a2 = TLanes.MultiplyAdd(w2, x, a2);
            b2 = TLanes.MultiplyAdd(w2, y, b2);
            TVector w3 = TLanes.Broadcast(weights[3]);
            a3 = TLanes.MultiplyAdd(w3, x, a3);
            b3 = TLanes.MultiplyAdd(w3, y, b3);
            input += Tile.Pixels;
            weights += weightStride;
        }

        Store(output, a0, b0);
        output += outputStride;
        Store(output, a1, b1);
        output += outputStride;
        Store(output, a2, b2);
        output += outputStride;
        Store(output, a3, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TElement* output, TVector first, TVector second)
    {
        TLanes.Store(output, first);
        TLanes.Store(output + TLanes.Count, second);
    }
}
