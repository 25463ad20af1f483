namespace Bunraku.Siren.Kernels;

/// <summary>How large an argument of the sine can get: what decides whether the fast sine may be used.</summary>
internal static class SineReach
{
    /// <summary>The largest value that a row of weights can yield for inputs in -1..1.</summary>
    public static float Of(ReadOnlySpan<float> row)
    {
        float sum = 0f;
        foreach (float weight in row)
        {
            sum += MathF.Abs(weight);
        }

        return sum;
    }
}
