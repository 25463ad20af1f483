using System.Runtime.CompilerServices;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>Copies stored rows into a window and makes them complete: rectifier(scale * stored + shift) + base.</summary>
internal static unsafe class WindowRows<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Completes rows.</summary>
    /// <param name="stored">[rows][width].</param>
    /// <param name="base">[rows][width], or null for none.</param>
    /// <param name="scale">The channel's scale.</param>
    /// <param name="shift">The channel's shift.</param>
    /// <param name="rectifier">The rectifier.</param>
    /// <param name="target">Column 0 of the window's first row.</param>
    /// <param name="width">At least the vector's width.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Complete(float* stored, float* @base, float scale, float shift, Rectifier rectifier, float* target, int width, int rows)
    {
        TVector factor = TLanes.Broadcast(scale), offset = TLanes.Broadcast(shift);
        TVector value = TLanes.Broadcast(rectifier.Value), magnitude = TLanes.Broadcast(rectifier.Magnitude);
        for (int row = 0; row < rows; row++, stored += width, target += WindowLayout.Stride(width))
        {
            for (int x = 0; x < width; x += TLanes.Count)
            {
                // The last vector may overlap the one before.
                int at = Math.Min(x, width - TLanes.Count);
                TVector result = Rectify(TLanes.MultiplyAdd(factor, TLanes.Load(stored + at), offset), value, magnitude);
                TLanes.Store(target + at, @base == null ? result : TLanes.Add(result, TLanes.Load(@base + (row * width) + at)));
            }

            ClearMargins(target, width);
        }
    }

    /// <summary>Completes rows and parts their even columns from their odd ones.</summary>
    /// <param name="stored">[rows][2 width].</param>
    /// <param name="base">[rows][2 width], or null for none.</param>
    /// <param name="scale">The channel's scale.</param>
    /// <param name="shift">The channel's shift.</param>
    /// <param name="rectifier">The rectifier.</param>
    /// <param name="target">Even column 0 of the window's first row; the odd columns are the next row.</param>
    /// <param name="width">At least the vector's width.</param>
    /// <param name="rows">Stored rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part(float* stored, float* @base, float scale, float shift, Rectifier rectifier, float* target, int width, int rows)
    {
        TVector factor = TLanes.Broadcast(scale), offset = TLanes.Broadcast(shift);
        TVector value = TLanes.Broadcast(rectifier.Value), magnitude = TLanes.Broadcast(rectifier.Magnitude);
        int stride = WindowLayout.Stride(width);
        for (int row = 0; row < rows; row++, stored += 2 * width, target += 2 * stride)
        {
            for (int x = 0; x < width; x += TLanes.Count)
            {
                int at = Math.Min(x, width - TLanes.Count);
                (TVector even, TVector odd) = TLanes.LoadInterleaved(stored + (2 * at));
                even = Rectify(TLanes.MultiplyAdd(factor, even, offset), value, magnitude);
                odd = Rectify(TLanes.MultiplyAdd(factor, odd, offset), value, magnitude);
                if (@base != null)
                {
                    (TVector evenBase, TVector oddBase) = TLanes.LoadInterleaved(@base + (2 * ((row * width) + at)));
                    (even, odd) = (TLanes.Add(even, evenBase), TLanes.Add(odd, oddBase));
                }

                TLanes.Store(target + at, even);
                TLanes.Store(target + stride + at, odd);
            }

            ClearMargins(target, width);
            ClearMargins(target + stride, width);
        }
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
