namespace Bunraku.Mocap.Conversion;

/// <summary>
/// A breathing rhythm: how fast, and when a breath began. It is a value; changing it makes another, and the breath at any time
/// follows from it alone.
/// </summary>
/// <param name="BreathsPerMinute">How many breaths a minute, nominally 0 to 60; 0 holds the breath.</param>
/// <param name="Start">When a breath began: the value there is 0.</param>
public readonly record struct BreathingCycle(double BreathsPerMinute, TimeSpan Start)
{
    /// <summary>No breathing at any time.</summary>
    public static BreathingCycle None { get; }

    /// <summary>The breath at a time, 0 (out) to 1 (in), as <c>(1 - cos 2πφ) / 2</c> of the phase φ; also before the start.</summary>
    public double ValueAt(TimeSpan now) => BreathsPerMinute > 0 ? (1 - Math.Cos(Math.Tau * PhaseAt(now))) / 2 : 0;

    /// <summary>
    /// Another speed from now on, without a jump: the breath continues where it is. (The published program keeps the start
    /// instead, so the chest jumps.) From 0 a breath begins afresh.
    /// </summary>
    public BreathingCycle WithSpeed(double breathsPerMinute, TimeSpan now)
    {
        if (breathsPerMinute.Equals(BreathsPerMinute))
        {
            return this;
        }

        double elapsed = breathsPerMinute > 0 && BreathsPerMinute > 0 ? PhaseAt(now) * 60 / breathsPerMinute : 0;
        return new BreathingCycle(breathsPerMinute, now - TimeSpan.FromSeconds(elapsed));
    }

    private double PhaseAt(TimeSpan now)
    {
        double breaths = (now - Start).TotalSeconds * BreathsPerMinute / 60;
        return breaths - Math.Floor(breaths);
    }
}
