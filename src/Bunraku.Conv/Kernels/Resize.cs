using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>Bilinear resizing by two, align_corners = false.</summary>
internal static unsafe class Resize<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>The means of 2 x 2 pixels.</summary>
    /// <param name="upper">[2 width].</param>
    /// <param name="lower">[2 width]: the row below.</param>
    /// <param name="output">[width].</param>
    /// <param name="width">A multiple of the vector's width.</param>
    public static void Halve(float* upper, float* lower, float* output, int width)
    {
        TVector quarter = TLanes.Broadcast(0.25f);
        for (int x = 0; x < width; x += TLanes.Count)
        {
            (TVector a, TVector b) = TLanes.LoadInterleaved(upper + (2 * x));
            (TVector c, TVector d) = TLanes.LoadInterleaved(lower + (2 * x));
            TLanes.Store(output + x, TLanes.Multiply(quarter, TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d))));
        }
    }

    /// <summary>One row of double width between two source rows: 3/4 of the nearer pixels and 1/4 of the others.</summary>
    /// <param name="near">[width]: the nearer source row.</param>
    /// <param name="far">[width]: the other one; at the picture's edge the same.</param>
    /// <param name="mixed">[width] behind a margin as that of a window: receives the mean of both.</param>
    /// <param name="output">[2 width].</param>
    /// <param name="width">A multiple of the vector's width.</param>
    public static void Enlarge(float* near, float* far, float* mixed, float* output, int width)
    {
        TVector more = TLanes.Broadcast(0.75f), less = TLanes.Broadcast(0.25f);
        for (int x = 0; x < width; x += TLanes.Count)
        {
            TLanes.Store(mixed + x, Mix(TLanes.Load(near + x), TLanes.Load(far + x), more, less));
        }

        (mixed[-1], mixed[width]) = (mixed[0], mixed[width - 1]);
        for (int x = 0; x < width; x += TLanes.Count)
        {
            TVector own = TLanes.Load(mixed + x);
            TLanes.StoreInterleaved(output + (2 * x), Mix(own, TLanes.Load(mixed + x - 1), more, less), Mix(own, TLanes.Load(mixed + x + 1), more, less));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mix(TVector near, TVector far, TVector more, TVector less) => TLanes.MultiplyAdd(more, near, TLanes.Multiply(less, far));
}
