using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Tests.Kernels;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class WeightGradientTests
{
    // Every remainder of 12 rows, input counts around whole vectors, and groups that are not full.
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int> { { 90, 180, 4 }, { 7, 90, 4 }, { 128, 128, 2 } };
            for (int outputs = 1; outputs <= 26; outputs++)
            {
                shapes.Add(outputs, (outputs * 7 % 40) + 1, (outputs % 4) + 1);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_of_a_matrix_equals_its_definition(int outputs, int inputs, int tiles) =>
        KernelChecks.AtAllWidths(new Check(outputs, inputs, tiles));

    private sealed unsafe class Check(int outputs, int inputs, int tiles) : IKernelCheck
    {
        private readonly float[] _gradient = KernelChecks.RandomValues(1, outputs * tiles * Tile.Pixels);
        private readonly float[] _input = KernelChecks.RandomValues(2, inputs * tiles * Tile.Pixels);
        private readonly float[] _before = KernelChecks.RandomValues(3, outputs * inputs);

        public void Run<TLanes, TVector>(string width)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            using var memory = new EngineMemory(1 << 20);
            var layer = new PackedLayer(memory, outputs, inputs);
            int columns = (inputs + 31) / 32 * 32, wholeVectors = (inputs + 15) / 16 * 16;
            int gradientFloats = layer.PaddedOutputs * Tile.Pixels;
            float* gradient = memory.Take(tiles * gradientFloats);
            float* tile = memory.Take(wholeVectors * Tile.Pixels);
            float* transposed = memory.Take(tiles * Tile.Pixels * columns);
            float* sums = memory.Take(layer.PaddedOutputs * columns);
            for (int i = 0; i < tiles; i++)
            {
                _gradient.AsSpan(i * outputs * Tile.Pixels, outputs * Tile.Pixels).CopyTo(new Span<float>(gradient + (i * gradientFloats), outputs * Tile.Pixels));
                _input.AsSpan(i * inputs * Tile.Pixels, inputs * Tile.Pixels).CopyTo(new Span<float>(tile, inputs * Tile.Pixels));
                TileTranspose<TLanes, TVector>.Run(inputs, tile, transposed + (i * Tile.Pixels * columns), columns);
            }

            for (int row = 0; row < outputs; row++)
            {
                _before.AsSpan(row * inputs, inputs).CopyTo(new Span<float>(sums + (row * columns), inputs));
            }

            WeightGradient<TLanes, TVector>.Add(layer, gradient, gradientFloats, transposed, tiles, sums, columns);
            for (int row = 0; row < outputs; row++)
            {
                double[] expected = [.. Enumerable.Range(0, inputs).Select(column => Expected(row, column))];
                KernelChecks.AssertClose($"{width}, row {row}", expected, new Span<float>(sums + (row * columns), inputs).ToArray(), 2e-5);
            }
        }

        private double Expected(int row, int column)
        {
            double sum = _before[(row * inputs) + column];
            for (int i = 0; i < tiles * Tile.Pixels; i++)
            {
                (int tile, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
                sum += (double)_gradient[(((tile * outputs) + row) * Tile.Pixels) + pixel] * _input[(((tile * inputs) + column) * Tile.Pixels) + pixel];
            }

            return sum;
        }
    }
}
