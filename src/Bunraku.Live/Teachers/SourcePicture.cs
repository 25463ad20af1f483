using Bunraku.Core.Images;

namespace Bunraku.Live.Teachers;

/// <summary>A picture that the teacher poses.</summary>
/// <param name="Name">What it is called: its file's name without the ending.</param>
/// <param name="Picture">The picture.</param>
public sealed record SourcePicture(string Name, CharacterPicture Picture)
{
    /// <summary>A picture of 512x512 pixels from the file of that name.</summary>
    public static SourcePicture Of(string fileName, StraightImage image) => new(Path.GetFileNameWithoutExtension(fileName), ImageConversion.ToNetwork(image, fileName));
}
