namespace Bunraku.Mocap.Faces;

/// <summary>The clock that the timestamps of live faces and the times of their poses are read from.</summary>
public static class FaceClock
{
    /// <summary>The time of a clock that never goes back; its zero is of no meaning, but the same for all callers.</summary>
    public static TimeSpan TimeOf(TimeProvider clock) => clock.GetElapsedTime(0);
}
