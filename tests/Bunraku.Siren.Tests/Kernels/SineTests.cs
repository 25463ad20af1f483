using System.Runtime.Intrinsics;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Tests.Kernels;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed unsafe class SineTests
{
    // Arguments are in units of pi; 350 * pi is beyond the 1000 that the specification asks for.
    private const float Largest = 350f;

    [Fact]
    public void Sine_is_accurate_to_a_few_ulp_of_one_up_to_1000()
    {
        float[] arguments = Arguments();
        foreach ((string name, float[] actual) in AllWidths(arguments))
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                double expected = double.SinPi(arguments[i]);
                Assert.True(Math.Abs(actual[i] - expected) <= 2e-7, $"{name}: sin(pi * {arguments[i]:r}) is {expected:g9}, got {actual[i]:g9}");
            }
        }
    }

    [Fact]
    public void Sine_is_odd_and_exact_at_integers()
    {
        float[] integers = [.. Enumerable.Range(-512, 1024).Select(i => (float)i)];
        foreach ((_, float[] actual) in AllWidths(integers))
        {
            Assert.All(actual, value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void Slow_sine_is_right_for_huge_arguments()
    {
        float[] values = [0.5f, 1e6f + 0.5f, 2097152.5f, 1e20f, -3.4e38f];
        float[] expected = [.. values.Select(value => (float)double.SinPi(value))];
        fixed (float* pointer = values)
        {
            SlowSine.InPlace(pointer, values.Length);
        }

        Assert.Equal(expected, values);
    }

    private static float[] Arguments()
    {
        var random = new Random(7);
        float[] special = [0f, -0f, 0.5f, -0.5f, 1.5f, 0.49999997f, 0.50000006f, float.Epsilon, 1e-20f, Largest, -Largest];
        IEnumerable<float> spread = Enumerable.Range(0, 100_000).Select(_ => Largest * ((2f * random.NextSingle()) - 1f));
        IEnumerable<float> near = Enumerable.Range(0, 100_000).Select(_ => (2f * random.NextSingle()) - 1f);
        float[] all = [.. special, .. spread, .. near];
        return all[..(all.Length / 32 * 32)];
    }

    private static IEnumerable<(string Name, float[] Values)> AllWidths(float[] arguments)
    {
        yield return ("scalar", Apply<LanesScalar, float>(arguments));
        if (SimdWidths.IsSupported(SimdWidth.Vector128))
        {
            yield return ("128", Apply<Lanes128, Vector128<float>>(arguments));
        }

        if (SimdWidths.IsSupported(SimdWidth.Vector256))
        {
            yield return ("256", Apply<Lanes256, Vector256<float>>(arguments));
        }

        if (SimdWidths.IsSupported(SimdWidth.Vector512))
        {
            yield return ("512", Apply<Lanes512, Vector512<float>>(arguments));
        }
    }

    private static float[] Apply<TLanes, TVector>(float[] arguments)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float[] values = [.. arguments];
        fixed (float* pointer = values)
        {
            Sine<TLanes, TVector>.InPlace(pointer, values.Length);
        }

        return values;
    }
}
