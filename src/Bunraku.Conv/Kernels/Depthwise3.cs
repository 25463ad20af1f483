using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>A depthwise 3x3 convolution of one channel. Two rows are computed together, because they share two of their three input rows.</summary>
internal static unsafe class Depthwise3<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Computes some rows.</summary>
    /// <param name="window">Column 0 of the row above the first; <paramref name="rows"/> + 2 rows.</param>
    /// <param name="taps">[3][3].</param>
    /// <param name="output">[rows][width].</param>
    /// <param name="width">At least the vector's width.</param>
    /// <param name="rows">An even number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* window, float* taps, float* output, int width, int rows)
    {
        nint stride = WindowLayout.Stride(width);
        TVector w0 = TLanes.Broadcast(taps[0]), w1 = TLanes.Broadcast(taps[1]), w2 = TLanes.Broadcast(taps[2]);
        TVector w3 = TLanes.Broadcast(taps[3]), w4 = TLanes.Broadcast(taps[4]), w5 = TLanes.Broadcast(taps[5]);
        TVector w6 = TLanes.Broadcast(taps[6]), w7 = TLanes.Broadcast(taps[7]), w8 = TLanes.Broadcast(taps[8]);
        for (int row = 0; row < rows; row += 2, window += 2 * stride, output += 2 * width)
        {
            for (int x = 0; x < width; x += TLanes.Count)
            {
                int at = Math.Min(x, width - TLanes.Count);
                float* source = window + at;
                TVector left = TLanes.Load(source - 1), middle = TLanes.Load(source), right = TLanes.Load(source + 1);
                TVector upper = TLanes.Multiply(w0, left);
                upper = TLanes.MultiplyAdd(w1, middle, upper);
                upper = TLanes.MultiplyAdd(w2, right, upper);
                source += stride;
                left = TLanes.Load(source - 1);
                middle = TLanes.Load(source);
                right = TLanes.Load(source + 1);
                upper = TLanes.MultiplyAdd(w3, left, upper);
                TVector lower = TLanes.Multiply(w0, left);
                upper = TLanes.MultiplyAdd(w4, middle, upper);
                lower = TLanes.MultiplyAdd(w1, middle, lower);
                upper = TLanes.MultiplyAdd(w5, right, upper);
                lower = TLanes.MultiplyAdd(w2, right, lower);
                source += stride;
                left = TLanes.Load(source - 1);
                middle = TLanes.Load(source);
                right = TLanes.Load(source + 1);
                upper = TLanes.MultiplyAdd(w6, left, upper);
                lower = TLanes.MultiplyAdd(w3, left, lower);
                upper = TLanes.MultiplyAdd(w7, middle, upper);
                lower = TLanes.MultiplyAdd(w4, middle, lower);
                upper = TLanes.MultiplyAdd(w8, right, upper);
                lower = TLanes.MultiplyAdd(w5, right, lower);
                source += stride;
                lower = TLanes.MultiplyAdd(w6, TLanes.Load(source - 1), lower);
                lower = TLanes.MultiplyAdd(w7, TLanes.Load(source), lower);
                lower = TLanes.MultiplyAdd(w8, TLanes.Load(source + 1), lower);
                TLanes.Store(output + at, upper);
                TLanes.Store(output + width + at, lower);
            }
        }
    }
}
