using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bunraku.Core.Images;

/// <summary>
/// From a frame in the network convention (planes of linear, premultiplied values scaled to -1..1, slightly overshooting) to 8-bit
/// pictures for files and screens. <see cref="ToStraight(ReadOnlySpan{float}, int, int, Span{byte})"/> and
/// <see cref="OverBackground(ReadOnlySpan{float}, int, int, LinearColor, Span{byte})"/> are the correct conversions, fast enough for
/// every live frame. What the original programs show instead is <see cref="ToDisplay"/> and <see cref="PuppeteerCompatibility"/>.
/// Nothing is allocated; not-a-number counts as 0.
/// </summary>
public static partial class FrameConversion
{
    /// <summary>Below this scaled value alpha is under 1/512, so its 8-bit value is 0.</summary>
    private const float SurelyTransparent = (2f / 512f) - 1f;

    /// <summary>Converts a frame to straight alpha: colour divided by alpha in linear light, then encoded; black where the 8-bit alpha is 0.</summary>
    /// <param name="planes">[4, height, width] in the network convention.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="rgba">[height, width, 4]: receives the picture.</param>
    public static void ToStraight(ReadOnlySpan<float> planes, int width, int height, Span<byte> rgba) =>
        ToStraight(planes, width, height, new PixelRectangle(0, 0, height, width), rgba);

    /// <summary>Converts a part of a frame to straight alpha, tightly packed.</summary>
    /// <param name="planes">[4, height, width] in the network convention.</param>
    /// <param name="width">Of the frame, in pixels.</param>
    /// <param name="height">Of the frame, in pixels.</param>
    /// <param name="area">The part of the frame.</param>
    /// <param name="rgba">[area.Height, area.Width, 4]: receives the picture.</param>
    public static void ToStraight(ReadOnlySpan<float> planes, int width, int height, PixelRectangle area, Span<byte> rgba)
    {
        RequireFit(planes.Length, 4, width, height, area, rgba.Length);
        int plane = width * height;
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        for (int row = 0; row < area.Height; row++)
        {
            int start = ((area.Top + row) * width) + area.Left;
            StraightRow(
                planes.Slice(start, area.Width),
                planes.Slice(plane + start, area.Width),
                planes.Slice((2 * plane) + start, area.Width),
                planes.Slice((3 * plane) + start, area.Width),
                pixels.Slice(row * area.Width, area.Width));
        }
    }

    /// <summary>Draws a frame over an opaque colour, mixing in linear light. Alpha is 255 everywhere.</summary>
    /// <param name="planes">[4, height, width] in the network convention.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="background">The colour behind the character.</param>
    /// <param name="rgba">[height, width, 4]: receives the picture.</param>
    public static void OverBackground(ReadOnlySpan<float> planes, int width, int height, LinearColor background, Span<byte> rgba) =>
        OverBackground(planes, width, height, new PixelRectangle(0, 0, height, width), background, rgba);

    /// <summary>Draws a part of a frame over an opaque colour, tightly packed.</summary>
    /// <param name="planes">[4, height, width] in the network convention.</param>
    /// <param name="width">Of the frame, in pixels.</param>
    /// <param name="height">Of the frame, in pixels.</param>
    /// <param name="area">The part of the frame.</param>
    /// <param name="background">The colour behind the character.</param>
    /// <param name="rgba">[area.Height, area.Width, 4]: receives the picture.</param>
    public static void OverBackground(
        ReadOnlySpan<float> planes, int width, int height, PixelRectangle area, LinearColor background, Span<byte> rgba)
    {
        RequireFit(planes.Length, 4, width, height, area, rgba.Length);
        int plane = width * height;
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        for (int row = 0; row < area.Height; row++)
        {
            int start = ((area.Top + row) * width) + area.Left;
            BackgroundRow(
                planes.Slice(start, area.Width),
                planes.Slice(plane + start, area.Width),
                planes.Slice((2 * plane) + start, area.Width),
                planes.Slice((3 * plane) + start, area.Width),
                background,
                pixels.Slice(row * area.Width, area.Width));
        }
    }

    /// <summary>A scaled value -1..1 brought to 0..1 and limited to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float ToUnit(float scaled) => float.MinNative(float.MaxNative((scaled + 1f) * 0.5f, 0f), 1f);

    /// <summary>round(255 x) of a value in 0..1, ties to even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte ToByte(float unit) => (byte)MathF.Round(255f * unit);

    internal static void RequireFit(int values, int channels, int width, int height, PixelRectangle area, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values, checked(channels * width * height), nameof(values));
        bool inside = area.Top >= 0 && area.Left >= 0 && area.Height >= 0 && area.Width >= 0
            && area.Top <= height - area.Height && area.Left <= width - area.Width;
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(nameof(area), area, $"The area is not inside the {width}x{height} frame.");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes, 4 * area.Width * area.Height, nameof(bytes));
    }

    private static void StraightRow(
        ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, ReadOnlySpan<float> alpha, Span<uint> pixels)
    {
        int column = 0;
        while (column < pixels.Length)
        {
            int run = TransparentRun(alpha[column..]);
            pixels.Slice(column, run).Clear();
            column += run;
            for (int end = Math.Min(column + Vector<float>.Count, pixels.Length); column < end; column++)
            {
                pixels[column] = StraightPixel(red[column], green[column], blue[column], alpha[column]);
            }
        }
    }

    /// <summary>How many values from the start on are surely transparent, in whole vectors.</summary>
    private static int TransparentRun(ReadOnlySpan<float> alpha)
    {
        int run = 0;
        while (run <= alpha.Length - Vector<float>.Count
            && Vector.LessThanAll(new Vector<float>(alpha[run..]), new Vector<float>(SurelyTransparent)))
        {
            run += Vector<float>.Count;
        }

        return run;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StraightPixel(float red, float green, float blue, float alpha)
    {
        float a = ToUnit(alpha);
        uint code = ToByte(a);
        if (code == 0)
        {
            return 0;
        }

        return Pack(
            SrgbTransfer.ToCode((red + 1f) * 0.5f / a),
            SrgbTransfer.ToCode((green + 1f) * 0.5f / a),
            SrgbTransfer.ToCode((blue + 1f) * 0.5f / a),
            code);
    }

    private static void BackgroundRow(
        ReadOnlySpan<float> red,
        ReadOnlySpan<float> green,
        ReadOnlySpan<float> blue,
        ReadOnlySpan<float> alpha,
        LinearColor background,
        Span<uint> pixels)
    {
        uint empty = BackgroundPixel(-1f, -1f, -1f, -1f, background);
        int column = 0;
        while (column < pixels.Length)
        {
            int run = EmptyRun(red[column..], green[column..], blue[column..], alpha[column..]);
            pixels.Slice(column, run).Fill(empty);
            column += run;
            for (int end = Math.Min(column + Vector<float>.Count, pixels.Length); column < end; column++)
            {
                pixels[column] = BackgroundPixel(red[column], green[column], blue[column], alpha[column], background);
            }
        }
    }

    /// <summary>How many pixels from the start on let the background through unchanged, in whole vectors.</summary>
    private static int EmptyRun(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, ReadOnlySpan<float> alpha)
    {
        int run = 0;
        while (run <= alpha.Length - Vector<float>.Count)
        {
            // A pixel with a channel that is not a number fails the comparison, and is converted on its own.
            Vector<float> color = Vector.Max(Vector.Max(new Vector<float>(red[run..]), new Vector<float>(green[run..])), new Vector<float>(blue[run..]));
            if (!Vector.LessThanOrEqualAll(Vector.Max(color, new Vector<float>(alpha[run..])), new Vector<float>(-1f)))
            {
                break;
            }

            run += Vector<float>.Count;
        }

        return run;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BackgroundPixel(float red, float green, float blue, float alpha, LinearColor background)
    {
        float through = 1f - ToUnit(alpha);
        return Pack(
            SrgbTransfer.ToCode(ToUnit(red) + (through * background.Red)),
            SrgbTransfer.ToCode(ToUnit(green) + (through * background.Green)),
            SrgbTransfer.ToCode(ToUnit(blue) + (through * background.Blue)),
            255);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pack(uint red, uint green, uint blue, uint alpha) => BitConverter.IsLittleEndian
        ? red | (green << 8) | (blue << 16) | (alpha << 24)
        : (red << 24) | (green << 16) | (blue << 8) | alpha;
}
