using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>
/// A depthwise 4x4 convolution of stride 2 of one channel. A row of its window is two: the even columns, then the odd ones. Two rows are computed
/// together, because they share two of their four input rows.
/// </summary>
internal static unsafe class DepthwiseDown<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Computes some rows.</summary>
    /// <param name="window">Even column 0 of the row above the first; 2 <paramref name="rows"/> + 2 rows, each with even and odd columns.</param>
    /// <param name="taps">[4][4].</param>
    /// <param name="output">[rows][width].</param>
    /// <param name="width">Output columns; at least the vector's width.</param>
    /// <param name="rows">An even number of output rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* window, float* taps, float* output, int width, int rows)
    {
        nint odd = WindowLayout.Stride(width), stride = 2 * odd;
        for (int row = 0; row < rows; row += 2, window += 4 * stride, output += 2 * width)
        {
            for (int x = 0; x < width; x += TLanes.Count)
            {
                int at = Math.Min(x, width - TLanes.Count);
                TVector upper = TLanes.Broadcast(0f), lower = upper;
                for (int y = 0; y < 6; y++)
                {
                    float* source = window + (y * stride) + at;

                    // Input column 2x - 1 + tap.
                    TVector a = TLanes.Load(source + odd - 1), b = TLanes.Load(source), c = TLanes.Load(source + odd), d = TLanes.Load(source + 1);
                    if (y < 4)
                    {
                        upper = Add(taps + (4 * y), a, b, c, d, upper);
                    }

                    if (y >= 2)
                    {
                        lower = Add(taps + (4 * (y - 2)), a, b, c, d, lower);
                    }
                }

                TLanes.Store(output + at, upper);
                TLanes.Store(output + width + at, lower);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(float* taps, TVector a, TVector b, TVector c, TVector d, TVector sum)
    {
        sum = TLanes.MultiplyAdd(TLanes.Broadcast(taps[0]), a, sum);
        sum = TLanes.MultiplyAdd(TLanes.Broadcast(taps[1]), b, sum);
        sum = TLanes.MultiplyAdd(TLanes.Broadcast(taps[2]), c, sum);
        return TLanes.MultiplyAdd(TLanes.Broadcast(taps[3]), d, sum);
    }
}
