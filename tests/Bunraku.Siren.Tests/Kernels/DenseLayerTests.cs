using System.Runtime.Intrinsics;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Tests.Kernels;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed unsafe class DenseLayerTests
{
    // Every remainder of 12 output channels, and input counts around the awkward ones.
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int> { { 360, 360 }, { 90, 180 }, { 128, 128 } };
            for (int outputs = 1; outputs <= 26; outputs++)
            {
                shapes.Add(outputs, (outputs % 7) + 1);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_layer_equals_its_definition(int outputs, int inputs)
    {
        var random = new Random((outputs * 1000) + inputs);
        float[] matrix = RandomValues(random, outputs * inputs);
        float[] bias = RandomValues(random, outputs);
        float[] tile = RandomValues(random, inputs * Tile.Pixels);
        double[] expected = Expected(matrix, bias, tile, outputs, inputs);
        foreach ((string name, float[] linear, float[] sine) in AllWidths(matrix, bias, tile, outputs, inputs))
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(linear[i] - expected[i]) <= 3e-6 * inputs, $"{name}: value {i} is {linear[i]}, not {expected[i]}");
                Assert.True(Math.Abs(sine[i] - double.SinPi(linear[i])) <= 4e-7, $"{name}: sine {i} is {sine[i]}, not {double.SinPi(linear[i])}");
            }
        }
    }

    private static double[] Expected(float[] matrix, float[] bias, float[] tile, int outputs, int inputs)
    {
        double[] expected = new double[outputs * Tile.Pixels];
        for (int i = 0; i < expected.Length; i++)
        {
            (int row, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            expected[i] = bias[row];
            for (int k = 0; k < inputs; k++)
            {
                expected[i] += (double)matrix[(row * inputs) + k] * tile[(k * Tile.Pixels) + pixel];
            }
        }

        return expected;
    }

    private static IEnumerable<(string Name, float[] Linear, float[] Sine)> AllWidths(float[] matrix, float[] bias, float[] tile, int outputs, int inputs)
    {
        var scalar = Run<LanesScalar, float>(matrix, bias, tile, outputs, inputs);
        yield return ("scalar", scalar.Linear, scalar.Sine);
        if (SimdWidths.IsSupported(SimdWidth.Vector128))
        {
            var result = Run<Lanes128, Vector128<float>>(matrix, bias, tile, outputs, inputs);
            yield return ("128", result.Linear, result.Sine);
        }

        if (SimdWidths.IsSupported(SimdWidth.Vector256))
        {
            var result = Run<Lanes256, Vector256<float>>(matrix, bias, tile, outputs, inputs);
            yield return ("256", result.Linear, result.Sine);
        }

        if (SimdWidths.IsSupported(SimdWidth.Vector512))
        {
            var result = Run<Lanes512, Vector512<float>>(matrix, bias, tile, outputs, inputs);
            yield return ("512", result.Linear, result.Sine);
        }
    }

    private static (float[] Linear, float[] Sine) Run<TLanes, TVector>(float[] matrix, float[] bias, float[] tile, int outputs, int inputs)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var memory = new EngineMemory(1 << 20);
        var layer = new SineLayer(memory, outputs, inputs, matrix, bias);
        float* input = memory.Take(tile.Length);
        tile.CopyTo(new Span<float>(input, tile.Length));
        float* linear = memory.Take(layer.Packed.PaddedOutputs * Tile.Pixels);
        float* sine = memory.Take(layer.Packed.PaddedOutputs * Tile.Pixels);
        DenseLayer<TLanes, TVector>.Run(layer.Packed, input, linear, Tile.Pixels);
        DenseLayer<TLanes, TVector>.RunSine(layer, input, sine);
        return (new Span<float>(linear, outputs * Tile.Pixels).ToArray(), new Span<float>(sine, outputs * Tile.Pixels).ToArray());
    }

    private static float[] RandomValues(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2f * random.NextSingle()) - 1f)];
}
