namespace Bunraku.Mocap.Idle;

/// <summary>
/// When a character without a face blinks: once in every interval, at a moment that only the interval's number and a seed decide.
/// So the blinks look irregular, and yet are the same whenever the same times are asked for.
/// </summary>
public static class IdleBlink
{
    private const double CloseSeconds = 0.08;
    private const double ShutSeconds = 0.04;
    private const double OpenSeconds = 0.14;
    private const double BlinkSeconds = CloseSeconds + ShutSeconds + OpenSeconds;

    /// <summary>How far the eyes are closed at a time, 0 to 1.</summary>
    /// <param name="time">The time.</param>
    /// <param name="blinksPerMinute">How often on average, up to 60; 0 is never.</param>
    /// <param name="seed">Another seed blinks at other moments.</param>
    public static double ClosedAt(TimeSpan time, double blinksPerMinute, ulong seed)
    {
        if (blinksPerMinute <= 0)
        {
            return 0;
        }

        double interval = 60 / blinksPerMinute;
        double number = Math.Floor(time.TotalSeconds / interval);
        double start = Fraction(seed + unchecked((ulong)(long)number)) * (interval - BlinkSeconds);
        return Shape(time.TotalSeconds - (number * interval) - start);
    }

    private static double Shape(double seconds) => seconds switch
    {
        <= 0 or >= BlinkSeconds => 0,
        < CloseSeconds => Ease(seconds / CloseSeconds),
        <= CloseSeconds + ShutSeconds => 1,
        _ => Ease((BlinkSeconds - seconds) / OpenSeconds),
    };

    /// <summary>From 0 to 1 with no speed at either end.</summary>
    internal static double Ease(double progress) => progress * progress * (3 - (2 * progress));

    /// <summary>A number in [0, 1) that looks random: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static double Fraction(ulong number)
    {
        unchecked
        {
            number += 0x9E3779B97F4A7C15;
            number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
            number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
            number ^= number >> 31;
        }

        return (number >> 11) * (1.0 / (1UL << 53));
    }
}
