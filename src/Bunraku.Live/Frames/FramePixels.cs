using Bunraku.Core.Images;

namespace Bunraku.Live.Frames;

/// <summary>
/// The pixels that a page shows of an output of the networks: planes [channels, side, side], of 4 channels (a picture), 1 (an alpha) or 2 (a grid change).
/// </summary>
internal static class FramePixels
{
    private const int Size = CharacterPicture.Size;
    private const int PictureChannels = 4;

    /// <summary>Where an output is shown: centred, at its own size.</summary>
    public static PixelRectangle Panel(int side) => new((Size - side) / 2, (Size - side) / 2, side, side);

    /// <summary>Whether an output is a picture, which has colours and alpha.</summary>
    public static bool IsPicture(ReadOnlySpan<float> planes, int side) => Channels(planes, side) == PictureChannels;

    /// <summary>Writes an output as straight RGBA, row by row.</summary>
    /// <param name="planes">The output.</param>
    /// <param name="side">Its width and height in pixels.</param>
    /// <param name="extent">The rectangle of the panel to write; <see cref="Panel"/> of the side, unless it is a picture that fills the panel.</param>
    /// <param name="rgba">Receives the pixels.</param>
    public static void Write(ReadOnlySpan<float> planes, int side, PixelRectangle extent, Span<byte> rgba)
    {
        if (!IsPicture(planes, side))
        {
            WriteDisplay(planes, side, rgba);
            return;
        }

        PixelRectangle panel = Panel(side);
        FrameConversion.ToStraight(planes, side, side, extent with { Top = extent.Top - panel.Top, Left = extent.Left - panel.Left }, rgba);
    }

    /// <summary>Writes an output as the published program shows it: colour is not divided by alpha.</summary>
    public static void WriteDisplay(ReadOnlySpan<float> planes, int side, Span<byte> rgba) =>
        FrameConversion.ToDisplay(planes, Channels(planes, side), side, side, rgba);

    private static int Channels(ReadOnlySpan<float> planes, int side) => planes.Length / (side * side);
}
