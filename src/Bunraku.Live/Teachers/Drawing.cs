using System.Diagnostics;

namespace Bunraku.Live.Teachers;

/// <summary>A frame that is being drawn.</summary>
/// <param name="StartedAt">Its start, a timestamp of <see cref="Stopwatch"/>.</param>
/// <param name="Expected">What the last one took, or null where nothing is known.</param>
public sealed record Drawing(long StartedAt, TimeSpan? Expected)
{
    /// <summary>How long it has taken so far.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(StartedAt);
}
