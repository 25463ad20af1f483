using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Tests.Kernels;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class UpsamplingGradientTests
{
    [Theory]
    [InlineData(16, false)]
    [InlineData(16, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void Every_pixel_gives_its_gradient_to_its_four_sources_with_their_weights(int sources, bool sameRow) =>
        KernelChecks.AtAllWidths(new Check(sources, sameRow));

    private sealed unsafe class Check(int sources, bool sameRow) : IKernelCheck
    {
        private const int Channels = 5;
        private const int Stride = 48;
        private const int Margin = 16;
        private readonly float[] _gradient = KernelChecks.RandomValues(1, Channels * Tile.Pixels);
        private readonly float[] _before = KernelChecks.RandomValues(2, 2 * Channels * Stride);

        public void Run<TLanes, TVector>(string width)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            if (TLanes.Count > sources)
            {
                return;
            }

            using var memory = new EngineMemory(1 << 12);
            float* gradient = memory.Take(_gradient.Length), rows = memory.Take(_before.Length);
            _gradient.CopyTo(new Span<float>(gradient, _gradient.Length));
            _before.CopyTo(new Span<float>(rows, _before.Length));
            float* far = sameRow ? rows : rows + (Channels * Stride);
            UpsamplingGradient<TLanes, TVector>.Add(Channels, sources, gradient, rows + Margin, far + Margin, Stride);
            KernelChecks.AssertClose(width, Expected(), new Span<float>(rows, _before.Length).ToArray(), 1e-6);
        }

        private double[] Expected()
        {
            double[] rows = [.. _before.Select(value => (double)value)];
            int farRow = sameRow ? 0 : Channels * Stride;
            for (int channel = 0; channel < Channels; channel++)
            {
                for (int pixel = 0; pixel < 2 * sources; pixel++)
                {
                    double value = _gradient[(channel * Tile.Pixels) + pixel];
                    int near = (channel * Stride) + Margin + (pixel / 2);
                    int other = near + (pixel % 2 == 0 ? -1 : 1);
                    rows[near] += 0.75 * 0.75 * value;
                    rows[other] += 0.75 * 0.25 * value;
                    rows[farRow + near] += 0.25 * 0.75 * value;
                    rows[farRow + other] += 0.25 * 0.25 * value;
                }
            }

            return rows;
        }
    }
}
