using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>
/// A transposed depthwise 4x4 convolution of stride 2 and padding 1 of one channel, which doubles the size. A doubling to the nearest pixel followed by a 3x3
/// convolution is the same with other taps (<see cref="FromNearest"/>), at 4/9 of the multiplications.
/// </summary>
internal static unsafe class DepthwiseUp<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Computes some rows.</summary>
    /// <param name="window">Column 0 of the row above the first source row; <paramref name="rows"/> + 2 rows.</param>
    /// <param name="taps">[4][4].</param>
    /// <param name="output">[2 rows][2 width].</param>
    /// <param name="width">Source columns; at least the vector's width.</param>
    /// <param name="rows">Source rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* window, float* taps, float* output, int width, int rows)
    {
        nint stride = WindowLayout.Stride(width);
        for (int row = 0; row < rows; row++, window += stride, output += 4 * width)
        {
            for (int x = 0; x < width; x += TLanes.Count)
            {
                int at = Math.Min(x, width - TLanes.Count);
                float* source = window + at;
                TVector left = TLanes.Load(source - 1), middle = TLanes.Load(source), right = TLanes.Load(source + 1);
                TVector evenAbove = Pair(taps[13], middle, taps[15], left), oddAbove = Pair(taps[12], right, taps[14], middle);
                source += stride;
                left = TLanes.Load(source - 1);
                middle = TLanes.Load(source);
                right = TLanes.Load(source + 1);
                evenAbove = Pair(taps[5], middle, taps[7], left, evenAbove);
                oddAbove = Pair(taps[4], right, taps[6], middle, oddAbove);
                TVector evenBelow = Pair(taps[9], middle, taps[11], left), oddBelow = Pair(taps[8], right, taps[10], middle);
                source += stride;
                left = TLanes.Load(source - 1);
                middle = TLanes.Load(source);
                right = TLanes.Load(source + 1);
                evenBelow = Pair(taps[1], middle, taps[3], left, evenBelow);
                oddBelow = Pair(taps[0], right, taps[2], middle, oddBelow);
                TLanes.StoreInterleaved(output + (2 * at), evenAbove, oddAbove);
                TLanes.StoreInterleaved(output + (2 * (width + at)), evenBelow, oddBelow);
            }
        }
    }

    /// <summary>The taps that do what a doubling to the nearest pixel and a 3x3 convolution do.</summary>
    /// <param name="kernel">[3][3].</param>
    /// <param name="taps">[4][4].</param>
    public static void FromNearest(ReadOnlySpan<float> kernel, float* taps)
    {
        // An even output column lies on the source columns x - 1, x, x; an odd one on x, x, x + 1.
        ReadOnlySpan<(int First, int Last)> columns = [(2, 2), (1, 2), (0, 1), (0, 0)];
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 4; x++)
            {
                float sum = 0f;
                for (int row = columns[y].First; row <= columns[y].Last; row++)
                {
                    for (int column = columns[x].First; column <= columns[x].Last; column++)
                    {
                        sum += kernel[(3 * row) + column];
                    }
                }

                taps[(4 * y) + x] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Pair(float tap, TVector value, float otherTap, TVector other) =>
        TLanes.MultiplyAdd(TLanes.Broadcast(otherTap), other, TLanes.Multiply(TLanes.Broadcast(tap), value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Pair(float tap, TVector value, float otherTap, TVector other, TVector sum) =>
        TLanes.MultiplyAdd(TLanes.Broadcast(otherTap), other, TLanes.MultiplyAdd(TLanes.Broadcast(tap), value, sum));
}
