using System.Runtime.InteropServices;

namespace Bunraku.Core.Images;

public static partial class FrameConversion
{
    /// <summary>
    /// Converts any output of a poser exactly as the original manual posers show and save it. With four channels the colour stays
    /// multiplied by alpha, so half-transparent edges come out too dark: kept for comparison, not for use.
    /// </summary>
    /// <param name="planes">
    /// [channels, height, width]. 4 channels: a picture in the network convention. 3: the same without alpha. 1: a mask, not scaled,
    /// shown as grey. 2: a grid change, see <see cref="GridChangePicture"/>.
    /// </param>
    /// <param name="channels">1 to 4.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="rgba">[height, width, 4]: receives the picture; opaque unless there are four channels.</param>
    public static void ToDisplay(ReadOnlySpan<float> planes, int channels, int width, int height, Span<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        RequireFit(planes.Length, channels, width, height, new PixelRectangle(0, 0, height, width), rgba.Length);
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        int plane = width * height;
        ReadOnlySpan<float> first = planes[..plane];
        switch (channels)
        {
            case 1:
                MaskToDisplay(first, pixels);
                break;
            case 2:
                GridChangePicture.Draw(first, planes[plane..], rgba);
                break;
            default:
                ColorToDisplay(first, planes.Slice(plane, plane), planes.Slice(2 * plane, plane), planes[(3 * plane)..], pixels);
                break;
        }
    }

    private static void MaskToDisplay(ReadOnlySpan<float> mask, Span<uint> pixels)
    {
        for (int p = 0; p < pixels.Length; p++)
        {
            uint grey = SrgbTransfer.ToCode(mask[p]);
            pixels[p] = Pack(grey, grey, grey, 255);
        }
    }

    /// <param name="red">Linear, premultiplied, scaled; as are green and blue.</param>
    /// <param name="green">See red.</param>
    /// <param name="blue">See red.</param>
    /// <param name="alpha">Scaled; empty for an opaque picture.</param>
    /// <param name="pixels">Receives the picture.</param>
    private static void ColorToDisplay(
        ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, ReadOnlySpan<float> alpha, Span<uint> pixels)
    {
        for (int p = 0; p < pixels.Length; p++)
        {
            pixels[p] = Pack(
                SrgbTransfer.ToCode(ToUnit(red[p])),
                SrgbTransfer.ToCode(ToUnit(green[p])),
                SrgbTransfer.ToCode(ToUnit(blue[p])),
                alpha.IsEmpty ? 255u : ToByte(ToUnit(alpha[p])));
        }
    }
}
