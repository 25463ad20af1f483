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
        for (int i = 0; i < rows; i++)
        {
            float* target = window + (i * stride);
            int row = firstRow + i;
            if (IsOutside(map, row))
            {
                new Span<float>(target, stride).Clear();
            }
            else
            {
                WindowRow<TLanes, TVector>.Complete(
                    map.Row(channel, row), BaseRow(map, channel, row), map.Scale[channel], map.Shift[channel], map.Rectifier, target + WindowLayout.Margin, map.Size);
            }
        }

        return window + WindowLayout.Margin;
    }

    /// <summary>Reads complete rows, the even columns of each before the odd ones.</summary>
    /// <inheritdoc cref="Read"/>
    public static float* ReadParted(FeatureMap map, int channel, int firstRow, int rows, float* window)
    {
        int width = map.Size / 2, stride = WindowLayout.Stride(width);
        for (int i = 0; i < rows; i++)
        {
            float* target = window + (2 * i * stride);
            int row = firstRow + i;
            if (IsOutside(map, row))
            {
                new Span<float>(target, 2 * stride).Clear();
            }
            else
            {
                target += WindowLayout.Margin;
                WindowRow<TLanes, TVector>.Part(
                    map.Row(channel, row), BaseRow(map, channel, row), map.Scale[channel], map.Shift[channel], map.Rectifier, target, target + stride, width);
            }
        }

        return window + WindowLayout.Margin;
    }

    private static bool IsOutside(FeatureMap map, int row) => row < 0 || row >= map.Size;

    private static float* BaseRow(FeatureMap map, int channel, int row) => map.Base is { } @base ? @base.Row(channel, row) : null;
}
