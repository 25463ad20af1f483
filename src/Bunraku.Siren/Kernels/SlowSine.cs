namespace Bunraku.Siren.Kernels;

/// <summary>The sine where arguments may be too large for the fast reduction: right for every finite argument, and slow.</summary>
internal static unsafe class SlowSine
{
    /// <summary>
    /// The largest |x| for which the fast sin(pi * x) may be used. Beyond it the rounding trick would run out of mantissa bits; the
    /// published characters stay below 100.
    /// </summary>
    public const float Threshold = 1 << 20;

    /// <summary>Replaces each value by sin(pi * value), reduced exactly in double precision.</summary>
    public static void InPlace(float* values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)double.SinPi(values[i]);
        }
    }

    /// <summary>Replaces each value by sin(pi * value), and stores cos(pi * value).</summary>
    public static void InPlace(float* values, float* cosines, int count)
    {
        for (int i = 0; i < count; i++)
        {
            cosines[i] = (float)double.CosPi(values[i]);
        }

        InPlace(values, count);
    }
}
