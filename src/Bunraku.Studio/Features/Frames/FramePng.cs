using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;

namespace Bunraku.Studio.Features.Frames;

/// <summary>Pictures as PNG files.</summary>
internal static class FramePng
{
    /// <summary>A character's own picture.</summary>
    public static byte[] Encode(CharacterPicture picture)
    {
        var image = new StraightImage(CharacterPicture.Size, CharacterPicture.Size);
        FrameConversion.ToStraight(picture.Values, image.Width, image.Height, image.Pixels);
        return PngFile.Encode(image);
    }

    /// <summary>An output of a frame, at its own size.</summary>
    /// <param name="frame">The frame, which has the parts of the output.</param>
    /// <param name="output">What to save of it.</param>
    /// <param name="style">How.</param>
    /// <param name="background">The colour behind a picture that is transparent, for <see cref="PictureStyle.WithBackground"/>.</param>
    public static byte[] Encode(PosedFrame frame, FrameOutput output, PictureStyle style, LinearColor background)
    {
        int side = FramePixels.Side(output);
        var image = new StraightImage(side, side);
        switch (style)
        {
            case PictureStyle.AsOriginal:
                FramePixels.WriteDisplay(frame, output, image.Pixels);
                break;
            case PictureStyle.WithBackground when output is not (FrameOutput.Alpha or FrameOutput.GridChange):
                FrameConversion.OverBackground(FramePixels.Planes(frame, output), side, side, background, image.Pixels);
                break;
            default:
                FramePixels.Write(frame, output, FramePixels.Everything, image.Pixels);
                break;
        }

        return PngFile.Encode(image);
    }
}
