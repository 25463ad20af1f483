namespace Bunraku.Core.Characters;

/// <summary>The sizes of the three files of a character model, in bytes.</summary>
public sealed record CharacterFileSizes(long Picture, long FaceMorpher, long BodyMorpher);
