using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Stages;

/// <summary>How a character is shown.</summary>
internal sealed record StageSettings : ISettings<StageSettings>
{
    public BackgroundChoice Background { get; init; } = BackgroundChoice.Transparent;

    public StageSettings Repaired() => this with { Background = BackgroundChoice.TryParse(Background?.Color, out _) ? Background! : BackgroundChoice.Transparent };
}
