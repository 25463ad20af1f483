using Bunraku.Core.Images;

namespace Bunraku.Live.Frames;

/// <summary>Pictures as PNG files.</summary>
public static class FramePng
{
    /// <summary>A character's own picture.</summary>
    public static byte[] Encode(CharacterPicture picture) => Encode(picture.Values, CharacterPicture.Size, PictureStyle.Transparent, default);

    /// <summary>An output of the networks, at its own size.</summary>
    /// <param name="planes">The output, [channels, side, side].</param>
    /// <param name="side">Its width and height in pixels.</param>
    /// <param name="style">How.</param>
    /// <param name="background">The colour behind a picture that is transparent, for <see cref="PictureStyle.WithBackground"/>.</param>
    public static byte[] Encode(ReadOnlySpan<float> planes, int side, PictureStyle style, LinearColor background)
    {
        var image = new StraightImage(side, side);
        switch (style)
        {
            case PictureStyle.AsOriginal:
                FramePixels.WriteDisplay(planes, side, image.Pixels);
                break;
            case PictureStyle.WithBackground when FramePixels.IsPicture(planes, side):
                FrameConversion.OverBackground(planes, side, side, background, image.Pixels);
                break;
            default:
                FramePixels.Write(planes, side, FramePixels.Panel(side), image.Pixels);
                break;
        }

        return PngFile.Encode(image);
    }
}
