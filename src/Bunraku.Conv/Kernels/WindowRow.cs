using System.Runtime.CompilerServices;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>Copies a stored row into a window and makes it complete: rectifier(scale * stored + shift) + base.</summary>
internal static unsafe class WindowRow<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Completes a row.</summary>
    /// <param name="stored">[width].</param>
    /// <param name="base">[width], or null for none.</param>
    /// <param name="scale">The channel's scale.</param>
    /// <param name="shift">The channel's shift.</param>
    /// <param name="rectifier">The rectifier.</param>
    /// <param name="target">[width]: behind the margin of a window's row.</param>
    /// <param name="width">At least the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Complete(float* stored, float* @base, float scale, float shift, Rectifier rectifier, float* target, int width)
    {
        TVector factor = TLanes.Broadcast(scale), offset = TLanes.Broadcast(shift);
        TVector value = TLanes.Broadcast(rectifier.Value), magnitude = TLanes.Broadcast(rectifier.Magnitude);
        for (int x = 0; x < width; x += TLanes.Count)
        {
            // The last vector may overlap the one before.
            int at = Math.Min(x, width - TLanes.Count);
            TVector result = Rectify(TLanes.MultiplyAdd(factor, TLanes.Load(stored + at), offset), value, magnitude);
            TLanes.Store(target + at, @base == null ? result : TLanes.Add(result, TLanes.Load(@base + at)));
        }

        ClearMargins(target, width);
    }

    /// <summary>Completes a row and parts its even columns from its odd ones.</summary>
    /// <param name="stored">[2 width].</param>
    /// <param name="base">[2 width], or null for none.</param>
    /// <param name="scale">The channel's scale.</param>
    /// <param name="shift">The channel's shift.</param>
    /// <param name="rectifier">The rectifier.</param>
    /// <param name="even">[width]: behind the margin of a window's row.</param>
    /// <param name="odd">[width]: behind the margin of a window's row.</param>
    /// <param name="width">At least the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(float* stored, float* @base, float scale, float shift, Rectifier rectifier, float* even, float* odd, int width)
    {
        TVector factor = TLanes.Broadcast(scale), offset = TLanes.Broadcast(shift);
        TVector value = TLanes.Broadcast(rectifier.Value), magnitude = TLanes.Broadcast(rectifier.Magnitude);
        for (int x = 0; x < width; x += TLanes.Count)
        {
            int at = Math.Min(x, width - TLanes.Count);
            (TVector first, TVector second) = TLanes.LoadInterleaved(stored + (2 * at));
            first = Rectify(TLanes.MultiplyAdd(factor, first, offset), value, magnitude);
            second = Rectify(TLanes.MultiplyAdd(factor, second, offset), value, magnitude);
            if (@base != null)
            {
                (TVector firstBase, TVector secondBase) = TLanes.LoadInterleaved(@base + (2 * at));
                (first, second) = (TLanes.Add(first, firstBase), TLanes.Add(second, secondBase));
            }

            TLanes.Store(even + at, first);
            TLanes.Store(odd + at, second);
        }

        ClearMargins(even, width);
        ClearMargins(odd, width);
    }

    /// <summary>Fills a row with one value, between zeros.</summary>
    public static void Fill(float* target, int width, float value)
    {
        new Span<float>(target, width).Fill(value);
        ClearMargins(target, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Rectify(TVector x, TVector value, TVector magnitude) =>
        TLanes.MultiplyAdd(magnitude, TLanes.Absolute(x), TLanes.Multiply(value, x));

    private static void ClearMargins(float* target, int width)
    {
        new Span<float>(target - WindowLayout.Margin, WindowLayout.Margin).Clear();
        new Span<float>(target + width, WindowLayout.Margin).Clear();
    }
}
