namespace Bunraku.Core.Images;

/// <summary>
/// Shows a grid change (how far each pixel was taken from) as colours: the direction as hue, three times the length as brightness.
/// The hues are a cyclic table of 256 colours, piecewise linear between the anchors of the "hsv" colour map of the original's
/// plotting library.
/// </summary>
public static class GridChangePicture
{
    /// <summary>The number of colours in the table.</summary>
    public const int TableSize = 256;

    private const float Brightness = 3f;

    private static readonly (double Position, double Value)[] RedAnchors =
    [
        (0, 1), (0.15873, 1), (0.174603, 0.96875), (0.333333, 0.03125), (0.349206, 0),
        (0.666667, 0), (0.68254, 0.03125), (0.84127, 0.96875), (0.857143, 1), (1, 1),
    ];

    private static readonly (double Position, double Value)[] GreenAnchors =
        [(0, 0), (0.15873, 0.9375), (0.174603, 1), (0.507937, 1), (0.666667, 0.0625), (0.68254, 0), (1, 0)];

    private static readonly (double Position, double Value)[] BlueAnchors =
        [(0, 0), (0.333333, 0), (0.349206, 0.0625), (0.507937, 1), (0.84127, 1), (0.857143, 0.9375), (1, 0.09375)];

    private static readonly LinearColor[] Table = [.. Enumerable.Range(0, TableSize).Select(Entry)];

    /// <summary>The colours of the table, from angle -pi to pi.</summary>
    public static ReadOnlySpan<LinearColor> Colors => Table;

    /// <summary>Draws a grid change, opaque.</summary>
    /// <param name="horizontal">The offsets along x, row after row.</param>
    /// <param name="vertical">The offsets along y, as many.</param>
    /// <param name="rgba">Four bytes for each offset: receives the picture.</param>
    public static void Draw(ReadOnlySpan<float> horizontal, ReadOnlySpan<float> vertical, Span<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vertical.Length, horizontal.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgba.Length, 4 * horizontal.Length);
        for (int p = 0; p < horizontal.Length; p++)
        {
            LinearColor color = ColorOf(horizontal[p], vertical[p]);
            rgba[4 * p] = SrgbTransfer.ToCode(color.Red);
            rgba[(4 * p) + 1] = SrgbTransfer.ToCode(color.Green);
            rgba[(4 * p) + 2] = SrgbTransfer.ToCode(color.Blue);
            rgba[(4 * p) + 3] = 255;
        }
    }

    /// <summary>The linear colour of one offset; brighter than 1 where the offset is long; black where it is not a number.</summary>
    public static LinearColor ColorOf(float horizontal, float vertical)
    {
        float length = MathF.Sqrt((horizontal * horizontal) + (vertical * vertical));

        // The angle is measured from the y axis: x comes first, as in the original.
        float turn = (MathF.Atan2(horizontal, vertical) + MathF.PI) / (2f * MathF.PI);
        if (!float.IsFinite(length) || !float.IsFinite(turn))
        {
            return default;
        }

        LinearColor hue = Table[Math.Clamp((int)(turn * TableSize), 0, TableSize - 1)];
        float scale = Brightness * length;
        return new LinearColor(hue.Red * scale, hue.Green * scale, hue.Blue * scale);
    }

    private static LinearColor Entry(int index)
    {
        double position = index / (double)(TableSize - 1);
        return new LinearColor(
            (float)Interpolate(RedAnchors, position), (float)Interpolate(GreenAnchors, position), (float)Interpolate(BlueAnchors, position));
    }

    private static double Interpolate(ReadOnlySpan<(double Position, double Value)> anchors, double position)
    {
        int next = 1;
        while (anchors[next].Position < position)
        {
            next++;
        }

        (double fromPosition, double fromValue) = anchors[next - 1];
        (double toPosition, double toValue) = anchors[next];
        return fromValue + ((position - fromPosition) / (toPosition - fromPosition) * (toValue - fromValue));
    }
}
