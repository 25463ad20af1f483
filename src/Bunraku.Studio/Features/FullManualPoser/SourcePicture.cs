using Bunraku.Core.Characters;

namespace Bunraku.Studio.Features.FullManualPoser;

/// <summary>A picture that the complete system poses.</summary>
/// <param name="Name">What it is called: its file's name without the ending.</param>
/// <param name="Picture">The picture.</param>
public sealed record SourcePicture(string Name, CharacterPicture Picture);
