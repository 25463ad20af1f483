using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Smoothing;

/// <summary>
/// A low-pass filter whose cutoff rises with the speed of its input: calm at rest, quick in motion. Source: Casiez, Roussel and
/// Vogel, "1€ Filter: A Simple Speed-based Low-pass Filter for Noisy Input in Interactive Systems", CHI 2012.
/// </summary>
internal struct OneEuroFilter
{
    private const double SpeedCutoff = 1;
    private double _input;
    private double _output;
    private double _speed;

    /// <summary>Starts afresh at a value.</summary>
    public void Restart(double value) => (_input, _output, _speed) = (value, value, 0);

    /// <summary>The filtered value of the next input.</summary>
    /// <param name="value">The input.</param>
    /// <param name="seconds">The time since the last input, above 0.</param>
    /// <param name="settings">How much to filter.</param>
    public double Next(double value, double seconds, OneEuroSettings settings)
    {
        double speed = (value - _input) / seconds;
        _speed += Share(SpeedCutoff, seconds) * (speed - _speed);
        double cutoff = settings.MinimumCutoff + (settings.SpeedCoefficient * Math.Abs(_speed));
        _output += Share(cutoff, seconds) * (value - _output);
        _input = value;
        if (!double.IsFinite(_output) || !double.IsFinite(_speed))
        {
            // One absurd number must not silence the channel for ever.
            Restart(value);
        }

        return _output;
    }

    /// <summary>As <see cref="Next"/> for an angle in radians: it turns the short way round, and the result is in [-π, π].</summary>
    public double NextAngle(double angle, double seconds, OneEuroSettings settings) =>
        Math.IEEERemainder(Next(_input + Math.IEEERemainder(angle - _input, Math.Tau), seconds, settings), Math.Tau);

    /// <summary>How much of the way to its input a first-order low-pass filter goes in a time.</summary>
    private static double Share(double cutoff, double seconds) => 1 / (1 + (1 / (Math.Tau * cutoff * seconds)));
}
