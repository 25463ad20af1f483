using Bunraku.Core.Images;
using Bunraku.Studio.Features.Doctor;

namespace Bunraku.Studio.Features.FullManualPoser;

/// <summary>A picture that the complete system poses.</summary>
/// <param name="Name">What it is called: its file's name without the ending.</param>
/// <param name="Picture">The picture.</param>
public sealed record SourcePicture(string Name, CharacterPicture Picture)
{
    /// <summary>The picture that the doctor gives back.</summary>
    public static SourcePicture Of(MendedPicture picture) =>
        new(Path.GetFileNameWithoutExtension(picture.FileName), ImageConversion.ToNetwork(picture.Image, picture.FileName));
}
