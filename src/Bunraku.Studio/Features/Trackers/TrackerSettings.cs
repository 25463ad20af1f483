using Bunraku.Live.Trackers;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Trackers;

/// <summary>How the user's tracker was last reached.</summary>
internal sealed record TrackerSettings : ISettings<TrackerSettings>
{
    public TrackerConnection Phone { get; init; } = new();

    /// <summary>Whether the phone puppeteer was started and not stopped: the next Studio starts it again.</summary>
    public bool PhoneRuns { get; init; }

    public TrackerSettings Repaired() => Phone is { Address: not null } ? this : new TrackerSettings();
}
