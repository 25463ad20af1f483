namespace Bunraku.Mocap.Idle;

/// <summary>How the body of a character without a face leans from side to side: slow waves without a rhythm that one would notice.</summary>
public static class IdleSway
{
    /// <summary>How far it leans at a time, -1 to 1, as <c>body_y</c> and <c>body_z</c>.</summary>
    public static (double Y, double Z) At(TimeSpan time) => (Wave(time, 14.9, 9.7), Wave(time, 17.3, 11.9));

    /// <summary>A sum of two waves, -1 to 1 and 0 at time 0.</summary>
    /// <param name="time">The time.</param>
    /// <param name="period">The period of the stronger wave, in seconds.</param>
    /// <param name="other">The period of the weaker wave, in seconds.</param>
    public static double Wave(TimeSpan time, double period, double other) =>
        (0.6 * Math.Sin(2 * Math.PI * time.TotalSeconds / period)) + (0.4 * Math.Sin(2 * Math.PI * time.TotalSeconds / other));
}
