using System.Collections.Immutable;
using Bunraku.Studio.Features.Frames;
using Bunraku.Studio.Features.IFacialMocap;

namespace Bunraku.Studio.Shell;

/// <summary>What Studio remembers for the user from one start to the next.</summary>
internal sealed record UserSettings
{
    public ThemeChoice Theme { get; init; }

    public BackgroundChoice Background { get; init; } = BackgroundChoice.Transparent;

    /// <summary>How the phone was last reached.</summary>
    public PhoneConnection Phone { get; init; } = new();

    /// <summary>The folders of the characters that were opened, newest first.</summary>
    public ImmutableArray<string> RecentCharacters { get; init; } = [];

    /// <summary>The folder of the character that the next start begins with; null for the one that comes with the program.</summary>
    public string? LastCharacter { get; init; }

    /// <summary>The folders of the distiller's projects that were made or opened, newest first.</summary>
    public ImmutableArray<string> DistillerProjects { get; init; } = [];
}
