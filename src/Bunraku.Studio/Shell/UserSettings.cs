using System.Collections.Immutable;
using Bunraku.Studio.Features.Frames;

namespace Bunraku.Studio.Shell;

/// <summary>What Studio remembers for the user from one start to the next.</summary>
internal sealed record UserSettings
{
    public ThemeChoice Theme { get; init; }

    public BackgroundChoice Background { get; init; } = BackgroundChoice.Transparent;

    /// <summary>The folders of the characters that were opened, newest first.</summary>
    public ImmutableArray<string> RecentCharacters { get; init; } = [];
}
