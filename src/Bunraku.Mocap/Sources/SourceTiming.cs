using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>The rhythm that all sources share.</summary>
internal static class SourceTiming
{
    /// <summary>With no sample for this long a source is stale and its face lost.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(1);

    /// <summary>How often a source looks whether something is due.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a source waits before it tries a busy port or a dead network again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Publishes that no face is seen, once when samples have stopped.</summary>
    public static void PublishLoss(this LatestFace latest, SourceMonitor monitor, TimeProvider clock)
    {
        if (monitor.LosesFace())
        {
            latest.Publish(FacePose.NotFound(FaceClock.TimeOf(clock)));
        }
    }
}
