using System.Collections.Immutable;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Characters;

/// <summary>The characters that the user opened.</summary>
internal sealed record CharacterSettings : ISettings<CharacterSettings>
{
    /// <summary>Their folders, newest first.</summary>
    public ImmutableArray<string> RecentCharacters { get; init; } = [];

    /// <summary>The folder of the character that the next start begins with; null for the one that comes with the program.</summary>
    public string? LastCharacter { get; init; }

    public CharacterSettings Repaired() => this with { RecentCharacters = RecentCharacters.IsDefault ? [] : RecentCharacters.RemoveAll(string.IsNullOrEmpty) };
}
