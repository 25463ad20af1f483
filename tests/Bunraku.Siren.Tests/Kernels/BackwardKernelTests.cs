using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Tests.Kernels;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class BackwardKernelTests
{
    [Fact]
    public void Sine_and_cosine_are_accurate_to_a_few_ulp_of_one() => KernelChecks.AtAllWidths(new SineCosineCheck(fast: true, scale: 350f));

    [Fact]
    public void Slow_sine_and_cosine_are_right_for_huge_arguments() => KernelChecks.AtAllWidths(new SineCosineCheck(fast: false, scale: 1e9f));

    [Fact]
    public void Sums_over_pixels_equal_their_definition() => KernelChecks.AtAllWidths(new SumsCheck());

    [Fact]
    public void A_magnitude_takes_the_sign_of_a_value_and_is_zero_at_zero() => KernelChecks.AtAllWidths(new SignCheck());

    [Fact]
    public void Interleaved_values_come_back_as_they_were_stored() => KernelChecks.AtAllWidths(new InterleavedCheck());

    private sealed unsafe class SineCosineCheck(bool fast, float scale) : IKernelCheck
    {
        public void Run<TLanes, TVector>(string width)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            float[] arguments = [.. KernelChecks.RandomValues(1, 4096).Select((value, i) => i % 2 == 0 ? value : scale * value)];
            float[] sines = new float[arguments.Length], cosines = new float[arguments.Length];
            fixed (float* from = arguments, sine = sines, cosine = cosines)
            {
                SineCosine<TLanes, TVector>.Run(from, sine, cosine, arguments.Length, fast);
            }

            KernelChecks.AssertClose($"{width}: sine", [.. arguments.Select(value => double.SinPi(value))], sines, 2e-7);
            KernelChecks.AssertClose($"{width}: cosine", [.. arguments.Select(value => double.CosPi(value))], cosines, 2e-7);
        }
    }

    private sealed unsafe class SumsCheck : IKernelCheck
    {
        private const int Channels = 7;

        public void Run<TLanes, TVector>(string width)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            const int Lanes = ChannelGradient<TLanes, TVector>.LanesPerSum;
            float[] gradient = KernelChecks.RandomValues(1, Channels * Tile.Pixels), cosine = KernelChecks.RandomValues(2, gradient.Length);
            float[] x = KernelChecks.RandomValues(3, Tile.Pixels), y = KernelChecks.RandomValues(4, Tile.Pixels);
            float[] product = [.. gradient], again = [.. gradient];
            float[] plain = new float[Channels * Lanes], sums = new float[Channels * Lanes], all = new float[3 * Channels * Lanes];
            fixed (float* g = gradient, c = cosine, px = x, py = y, h = product, h2 = again, p = plain, s = sums, a = all)
            {
                // Twice, because sums are added to what is there.
                ChannelGradient<TLanes, TVector>.AddSums(Channels, g, p);
                ChannelGradient<TLanes, TVector>.AddSums(Channels, g, p);
                ChannelGradient<TLanes, TVector>.ThroughSine(Channels, h, c, s);
                ChannelGradient<TLanes, TVector>.ThroughFirstSine(Channels, h2, c, px, py, a, a + (Channels * Lanes), a + (2 * Channels * Lanes));
            }

            double[] expected = [.. gradient.Zip(cosine, (value, factor) => (double)value * factor)];
            KernelChecks.AssertClose(width, expected, product, 1e-7);
            Assert.Equal(product, again);
            AssertSums(width, [.. gradient.Select(value => 2.0 * value)], plain);
            AssertSums(width, expected, sums);
            AssertSums(width, expected, all[..(Channels * Lanes)]);
            AssertSums(width, [.. expected.Select((value, i) => value * x[i % Tile.Pixels])], all[(Channels * Lanes)..(2 * Channels * Lanes)]);
            AssertSums(width, [.. expected.Select((value, i) => value * y[i % Tile.Pixels])], all[(2 * Channels * Lanes)..]);
        }

        private static void AssertSums(string width, double[] values, float[] sums) => KernelChecks.AssertClose(
            width,
            [.. values.Chunk(Tile.Pixels).Select(row => row.Sum())],
            [.. sums.Chunk(ChannelGradient<LanesScalar, float>.LanesPerSum).Select(lanes => lanes.Sum())],
            1e-5);
    }

    private sealed unsafe class SignCheck : IKernelCheck
    {
        public void Run<TLanes, TVector>(string width)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            float[] values = [1e-30f, -1e-30f, 0f, -0f, 5f, -5f, float.MaxValue, float.MinValue, 1, -1, 0, 2, -2, 3, -3, 0];
            float[] results = new float[values.Length];
            fixed (float* from = values, to = results)
            {
                for (int i = 0; i < values.Length; i += TLanes.Count)
                {
                    TLanes.Store(to + i, TLanes.WithSignOf(TLanes.Broadcast(0.25f), TLanes.Load(from + i)));
                }
            }

            KernelChecks.AssertClose(width, [.. values.Select(value => 0.25 * Math.Sign(value))], results, 0);
        }
    }

    private sealed unsafe class InterleavedCheck : IKernelCheck
    {
        public void Run<TLanes, TVector>(string width)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            float[] values = KernelChecks.RandomValues(1, 2 * TLanes.Count), results = new float[values.Length], evens = new float[TLanes.Count];
            fixed (float* from = values, to = results, even = evens)
            {
                (TVector first, TVector second) = TLanes.LoadInterleaved(from);
                TLanes.StoreInterleaved(to, first, second);
                TLanes.Store(even, first);
                Assert.Equal(evens.Sum(), TLanes.Sum(first), 1e-5f);
            }

            Assert.Equal(values, results);
            Assert.Equal(values.Where((_, i) => i % 2 == 0), evens);
        }
    }
}
