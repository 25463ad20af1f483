using Bunraku.Core.Posing;

namespace Bunraku.Studio.Features.Frames;

/// <summary>What a stage shows of a posed frame, in the published order of a student's outputs.</summary>
public enum FrameOutput
{
    Final,
    Alpha,
    ColorChange,
    Warped,
    GridChange,
    Face,
}

/// <summary>What each output is called and needs.</summary>
internal static class FrameOutputs
{
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

    /// <summary>The name that a user reads.</summary>
    public static string Title(this FrameOutput output) => output switch
    {
        FrameOutput.Alpha => "Alpha (blend weight)",
        FrameOutput.ColorChange => "Colour change",
        FrameOutput.Warped => "Warped picture",
        FrameOutput.GridChange => "Grid change",
        FrameOutput.Face => "Face part",
        _ => "Final picture",
    };
}
