using Bunraku.Core.Images;

namespace Bunraku.Core.Teachers;

/// <summary>The parts of a picture that the networks of the face see. They are the same in all families.</summary>
public static class TeacherCrops
{
    /// <summary>In the 512x512 picture: what the decomposer sees.</summary>
    public static PixelRectangle Eyebrows { get; } = new(Top: 64, Left: 192, Height: 128, Width: 128);

    /// <summary>In the 512x512 picture: what the face morpher sees and where its result goes.</summary>
    public static PixelRectangle Face { get; } = new(Top: 32, Left: 160, Height: 192, Width: 192);

    /// <summary>In the face morpher's 192x192: where the combiner's result goes.</summary>
    public static PixelRectangle EyebrowsInFace { get; } = new(Top: 32, Left: 32, Height: 128, Width: 128);

    /// <summary>In the face morpher's 192x192: what a student's face network learns, <see cref="FaceCrop.Student"/> of the picture.</summary>
    public static PixelRectangle StudentInFace { get; } = new(Top: 48, Left: 32, Height: 128, Width: 128);
}
