using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;

namespace Bunraku.Studio.Features.Frames;

/// <summary>The pixels that a page shows of a posed frame.</summary>
internal static class FramePixels
{
    private const int Size = CharacterPicture.Size;

    public static PixelRectangle Everything { get; } = new(0, 0, Size, Size);

    /// <summary>Where the face part is shown: centred, at its own size.</summary>
    public static PixelRectangle FacePanel { get; } = new(
        (Size - FaceCrop.Student.Height) / 2,
        (Size - FaceCrop.Student.Width) / 2,
        FaceCrop.Student.Height,
        FaceCrop.Student.Width);

    /// <summary>Writes an output as straight RGBA, row by row.</summary>
    /// <param name="frame">The frame, which has the parts of the output.</param>
    /// <param name="output">What to show of it.</param>
    /// <param name="extent">The rectangle to write, of the final picture; the other outputs are written entirely.</param>
    /// <param name="rgba">Receives the pixels.</param>
    public static void Write(PosedFrame frame, FrameOutput output, PixelRectangle extent, Span<byte> rgba)
    {
        switch (output)
        {
            case FrameOutput.Final:
                FrameConversion.ToStraight(frame.Blended, Size, Size, extent, rgba);
                break;
            case FrameOutput.Alpha or FrameOutput.GridChange:
                WriteDisplay(frame, output, rgba);
                break;
            default:
                FrameConversion.ToStraight(Planes(frame, output), Side(output), Side(output), rgba);
                break;
        }
    }

    /// <summary>Writes an output as the published program shows it: colour is not divided by alpha.</summary>
    public static void WriteDisplay(PosedFrame frame, FrameOutput output, Span<byte> rgba)
    {
        float[] planes = Planes(frame, output);
        FrameConversion.ToDisplay(planes, planes.Length / (Side(output) * Side(output)), Side(output), Side(output), rgba);
    }

    /// <summary>The side of an output, in pixels.</summary>
    public static int Side(FrameOutput output) => output == FrameOutput.Face ? FaceCrop.Student.Width : Size;

    /// <summary>The planes of an output.</summary>
    public static float[] Planes(PosedFrame frame, FrameOutput output) => output switch
    {
        FrameOutput.Alpha => frame.Alpha,
        FrameOutput.ColorChange => frame.ColorChange,
        FrameOutput.Warped => frame.Warped,
        FrameOutput.GridChange => frame.GridChange,
        FrameOutput.Face => frame.Face,
        _ => frame.Blended,
    };
}
