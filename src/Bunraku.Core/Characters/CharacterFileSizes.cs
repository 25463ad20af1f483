namespace Bunraku.Core.Characters;

/// <summary>The sizes of the three files of a character model, in bytes.</summary>
/// <param name="Picture">Bytes of the picture.</param>
/// <param name="FaceMorpher">Bytes of the face network.</param>
/// <param name="BodyMorpher">Bytes of the body network.</param>
public sealed record CharacterFileSizes(long Picture, long FaceMorpher, long BodyMorpher);
