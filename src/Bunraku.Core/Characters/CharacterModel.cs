namespace Bunraku.Core.Characters;

/// <summary>A character that a student can pose: its name, its picture and its two networks.</summary>
/// <param name="Name">What to call it: the name of its folder.</param>
/// <param name="Picture">The picture in the network convention.</param>
/// <param name="Weights">The two networks, already checked for keys, shapes and finite values.</param>
public sealed partial record CharacterModel(string Name, CharacterPicture Picture, StudentWeights Weights);
