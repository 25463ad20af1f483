namespace Bunraku.Siren.Training.Simd;

/// <summary>What callers must hold to.</summary>
internal static class Expect
{
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public static void Values(float[] values, int count, string name)
    {
        if (values.Length != count)
        {
            throw new ArgumentException($"{name} must have {count} values, but has {values.Length}.", name);
        }
    }

    /// <exception cref="ArgumentException">The value is not above 0 and at most 1.</exception>
    public static void Probability(double value, string name)
    {
        if (value is not (> 0 and <= 1))
        {
            throw new ArgumentException($"A probability must be above 0 and at most 1, but is {value}.", name);
        }
    }
}
