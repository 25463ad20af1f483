using Bunraku.Core.Images;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>A picture that the teacher poses.</summary>
/// <param name="Name">What it is called: its file's name without the ending.</param>
/// <param name="Picture">The picture.</param>
public sealed record SourcePicture(string Name, CharacterPicture Picture)
{
    /// <summary>The picture as its file has it; null where that is not known.</summary>
    public StraightImage? Image { get; init; }

    /// <summary>The picture as a character that a family poses on every stage.</summary>
    public PosedPicture Posed(TeacherFamily family) => new(Name, Picture, family) { SourceImage = Image };

    /// <summary>A picture of 512x512 pixels from the file of that name.</summary>
    public static SourcePicture Of(string fileName, StraightImage image) => new(Path.GetFileNameWithoutExtension(fileName), ImageConversion.ToNetwork(image, fileName)) { Image = image };
}
