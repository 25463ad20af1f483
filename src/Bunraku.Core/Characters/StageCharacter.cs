using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>
/// Who can be on a stage: a picture that something poses. What poses it differs: a student (<see cref="CharacterModel"/>), or a teacher
/// (<see cref="Teachers.PosedPicture"/>).
/// </summary>
public abstract class StageCharacter
{
    private readonly Lazy<string> _contentHash;

    private protected StageCharacter(string name, CharacterPicture picture)
    {
        Name = name;
        Picture = picture;
        _contentHash = new(ComputeContentHash);
    }

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>The picture in the network convention.</summary>
    public CharacterPicture Picture { get; }

    /// <summary>The picture as its file has it; null where the character was not loaded.</summary>
    public StraightImage? SourceImage { get; init; }

    /// <summary>Whose it is, and the terms for using it.</summary>
    public CharacterCredits Credits { get; init; } = CharacterCredits.None;

    /// <summary>What is unusual about it, though usable: sentences for the user.</summary>
    public IReadOnlyList<Phrase> Warnings { get; init; } = [];

    /// <summary>SHA-256 of the picture's values and of what poses it, 64 lowercase hexadecimal digits: equal for equal characters, wherever they are.</summary>
    public string ContentHash => _contentHash.Value;

    private protected abstract string ComputeContentHash();
}
