using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>A depthwise 7x7 convolution of one channel: ten channels of one layer, so it is kept short.</summary>
internal static unsafe class Depthwise7<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Size = 7, Reach = 3;

    /// <summary>Computes some rows.</summary>
    /// <param name="window">Column 0 of the third row above the first; <paramref name="rows"/> + 6 rows.</param>
    /// <param name="taps">[7][7].</param>
    /// <param name="output">[rows][width].</param>
    /// <param name="width">At least the vector's width.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* window, float* taps, float* output, int width, int rows)
    {
        nint stride = WindowLayout.Stride(width);
        for (int row = 0; row < rows; row++, window += stride, output += width)
        {
            for (int x = 0; x < width; x += TLanes.Count)
            {
                int at = Math.Min(x, width - TLanes.Count);

                // Two sums, because the next addition to one has to wait for the last.
                TVector first = TLanes.Broadcast(0f), second = first;
                for (int y = 0; y < Size; y++)
                {
                    float* source = window + (y * stride) + at - Reach;
                    float* tap = taps + (y * Size);
                    first = TLanes.MultiplyAdd(TLanes.Broadcast(tap[0]), TLanes.Load(source), first);
                    second = TLanes.MultiplyAdd(TLanes.Broadcast(tap[1]), TLanes.Load(source + 1), second);
                    first = TLanes.MultiplyAdd(TLanes.Broadcast(tap[2]), TLanes.Load(source + 2), first);
                    second = TLanes.MultiplyAdd(TLanes.Broadcast(tap[3]), TLanes.Load(source + 3), second);
                    first = TLanes.MultiplyAdd(TLanes.Broadcast(tap[4]), TLanes.Load(source + 4), first);
                    second = TLanes.MultiplyAdd(TLanes.Broadcast(tap[5]), TLanes.Load(source + 5), second);
                    first = TLanes.MultiplyAdd(TLanes.Broadcast(tap[6]), TLanes.Load(source + 6), first);
                }

                TLanes.Store(output + at, TLanes.Add(first, second));
            }
        }
    }
}
