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
    public static void InPlace(float* values, int count) => Run(values, values, count);

    /// <summary>Computes sin(pi * x). The sines may take the place of the arguments.</summary>
    public static void Run(float* arguments, float* sines, int count)
    {
        for (int i = 0; i < count; i++)
        {
            sines[i] = (float)double.SinPi(arguments[i]);
        }
    }

    /// <summary>Computes sin(pi * x) and cos(pi * x). The sines may take the place of the arguments.</summary>
    public static void Run(float* arguments, float* sines, float* cosines, int count)
    {
        for (int i = 0; i < count; i++)
        {
            (double sine, double cosine) = double.SinCosPi(arguments[i]);
            sines[i] = (float)sine;
            cosines[i] = (float)cosine;
        }
    }
}
