using System.Runtime.Intrinsics;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Tests.Kernels;

internal static class KernelChecks
{
    /// <summary>Runs a check at every width that this process offers.</summary>
    public static void AtAllWidths(IKernelCheck check)
    {
        check.Run<LanesScalar, float>("scalar");
        if (SimdWidths.IsSupported(SimdWidth.Vector128))
        {
            check.Run<Lanes128, Vector128<float>>("128");
        }

        if (SimdWidths.IsSupported(SimdWidth.Vector256))
        {
            check.Run<Lanes256, Vector256<float>>("256");
        }

        if (SimdWidths.IsSupported(SimdWidth.Vector512))
        {
            check.Run<Lanes512, Vector512<float>>("512");
        }
    }

    /// <summary>Uniform in -1..1.</summary>
    public static float[] RandomValues(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2f * random.NextSingle()) - 1f)];
    }

    public static void AssertClose(string what, IReadOnlyList<double> expected, IReadOnlyList<float> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}: value {i} is {actual[i]:g9}, not {expected[i]:g9}");
        }
    }
}
