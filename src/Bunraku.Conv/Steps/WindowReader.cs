using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Steps;

/// <summary>Reads rows of a feature map into a window. Rows outside the map are zeros.</summary>
internal static unsafe class WindowReader<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Reads complete rows.</summary>
    /// <param name="map">The map.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="firstRow">The first row, which may be outside.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="window">Where the first row's margin begins.</param>
    /// <returns>Column 0 of the first row.</returns>
    public static float* Read(FeatureMap map, int channel, int firstRow, int rows, float* window)
    {
        int stride = WindowLayout.Stride(map.Size);
        (int first, int past) = Inside(map, firstRow, rows, window, stride);
        WindowRows<TLanes, TVector>.Complete(
            map.Row(channel, firstRow + first), BaseRow(map, channel, firstRow + first), map.Scale[channel], map.Shift[channel], map.Rectifier,
            window + (first * stride) + WindowLayout.Margin, map.Size, past - first);
        return window + WindowLayout.Margin;
    }

    /// <summary>Reads complete rows, the even columns of each before the odd ones.</summary>
    /// <inheritdoc cref="Read"/>
    public static float* ReadParted(FeatureMap map, int channel, int firstRow, int rows, float* window)
    {
        int width = map.Size / 2, stride = 2 * WindowLayout.Stride(width);
        (int first, int past) = Inside(map, firstRow, rows, window, stride);
        WindowRows<TLanes, TVector>.Part(
            map.Row(channel, firstRow + first), BaseRow(map, channel, firstRow + first), map.Scale[channel], map.Shift[channel], map.Rectifier,
            window + (first * stride) + WindowLayout.Margin, width, past - first);
        return window + WindowLayout.Margin;
    }

    /// <summary>Clears the rows outside the map; returns the first that is inside, and the one after the last.</summary>
    private static (int First, int Past) Inside(FeatureMap map, int firstRow, int rows, float* window, int stride)
    {
        int first = Math.Max(0, -firstRow), past = Math.Min(rows, map.Size - firstRow);
        new Span<float>(window, first * stride).Clear();
        new Span<float>(window + (past * stride), (rows - past) * stride).Clear();
        return (first, past);
    }

    private static float* BaseRow(FeatureMap map, int channel, int row) => map.Base is { } @base ? @base.Row(channel, row) : null;
}
