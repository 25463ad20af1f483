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
}
