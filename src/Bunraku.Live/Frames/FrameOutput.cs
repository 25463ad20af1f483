using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;

namespace Bunraku.Live.Frames;

/// <summary>What a stage shows of a posed frame, in the published order of a student's outputs.</summary>
public enum FrameOutput
{
    /// <summary>The finished picture.</summary>
    Final,

    /// <summary>The weight of the colour change.</summary>
    Alpha,

    /// <summary>The colours that are blended over the warped picture.</summary>
    ColorChange,

    /// <summary>The picture after the warp.</summary>
    Warped,

    /// <summary>Where each pixel of the warp comes from, as colours.</summary>
    GridChange,

    /// <summary>The output of the face network, 128 x 128.</summary>
    Face,
}

/// <summary>What each output is called and needs.</summary>
public static class FrameOutputs
{
    /// <summary>Whether what poses a character has the output: a teacher's blending differs from channel to channel, and has no one weight.</summary>
    public static bool IsDrawnOf(this FrameOutput output, StageCharacter character) =>
        character is CharacterModel || output is not (FrameOutput.Alpha or FrameOutput.ColorChange);

    /// <summary>The parts that a poser must fill for an output.</summary>
    public static FrameParts Parts(this FrameOutput output) => output switch
    {
        FrameOutput.Alpha => FrameParts.Alpha,
        FrameOutput.ColorChange => FrameParts.ColorChange,
        FrameOutput.Warped => FrameParts.Warped,
        FrameOutput.GridChange => FrameParts.GridChange,
        FrameOutput.Face => FrameParts.Face,
        _ => FrameParts.None,
    };

    /// <summary>The planes of an output in a frame that has its parts.</summary>
    public static float[] Planes(this FrameOutput output, PosedFrame frame) => output switch
    {
        FrameOutput.Alpha => frame.Alpha,
        FrameOutput.ColorChange => frame.ColorChange,
        FrameOutput.Warped => frame.Warped,
        FrameOutput.GridChange => frame.GridChange,
        FrameOutput.Face => frame.Face,
        _ => frame.Blended,
    };

    /// <summary>The rectangle outside which an output is transparent in a frame that was drawn, in the panel.</summary>
    public static PixelRectangle Extent(this FrameOutput output, PosedFrame frame) =>
        output == FrameOutput.Final ? frame.Extent : FramePixels.Panel(output.Side());

    /// <summary>The width and height of an output in pixels.</summary>
    public static int Side(this FrameOutput output) => output == FrameOutput.Face ? FaceCrop.Student.Width : CharacterPicture.Size;

    /// <summary>The name that a user reads.</summary>
    public static Phrase Title(this FrameOutput output) => output switch
    {
        FrameOutput.Alpha => Phrase.Of("Alpha (blend weight)"),
        FrameOutput.ColorChange => Phrase.Of("Colour change"),
        FrameOutput.Warped => Phrase.Of("Warped picture"),
        FrameOutput.GridChange => Phrase.Of("Grid change"),
        FrameOutput.Face => Phrase.Of("Face part"),
        _ => Phrase.Of("Final picture"),
    };
}
