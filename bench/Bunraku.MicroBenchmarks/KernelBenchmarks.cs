using BenchmarkDotNet.Attributes;
using Bunraku.Siren;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.MicroBenchmarks;

/// <summary>The kernels on one tile of 32 pixels, at the widest SIMD width of this processor and for the three widths of a body's layers.</summary>
public class KernelBenchmarks : IDisposable
{
    private EngineMemory? _memory;
    private Action _dense = () => { };
    private Action _denseWithSine = () => { };
    private Action _sine = () => { };
    private Action _weightGradient = () => { };

    /// <summary>The channels of a layer, in and out.</summary>
    [Params(90, 180, 360)]
    public int Channels { get; set; } = 90;

    [GlobalSetup]
    public void Open()
    {
        _memory = new EngineMemory(1 << 20);
        SimdWidths.Offered().Last().Lanes.Run(new Preparing(this));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _memory?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void DenseLayer() => _dense();

    [Benchmark]
    public void DenseLayerWithSine() => _denseWithSine();

    [Benchmark]
    public void Sine() => _sine();

    [Benchmark]
    public void WeightGradient() => _weightGradient();

    private sealed unsafe class Preparing(KernelBenchmarks owner) : ILaneWork<bool>
    {
        public bool Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            EngineMemory memory = owner._memory!;
            int channels = owner.Channels, columns = (channels + 31) / 32 * 32;
            var layer = new SineLayer(memory, channels, channels, Values(channels * channels), Values(channels));
            int floats = layer.Packed.PaddedOutputs * Tile.Pixels;
            float* input = Filled(columns * Tile.Pixels), output = Filled(floats), sums = memory.Take(layer.Packed.PaddedOutputs * columns);
            owner._dense = () => DenseLayer<TLanes, TVector>.Run(layer.Packed, input, output, Tile.Pixels);
            owner._denseWithSine = () => DenseLayer<TLanes, TVector>.RunSine(layer, input, output);
            owner._sine = () => Sine<TLanes, TVector>.Run(input, output, channels * Tile.Pixels);
            owner._weightGradient = () => WeightGradient<TLanes, TVector>.Add(layer.Packed, output, floats, input, 1, sums, columns);
            return true;

            float* Filled(int count)
            {
                float* piece = memory.Take(count);
                Values(count).CopyTo(new Span<float>(piece, count));
                return piece;
            }
        }

        private static float[] Values(int count)
        {
            var random = new Random(count);
            return [.. Enumerable.Range(0, count).Select(_ => (2f * random.NextSingle()) - 1f)];
        }
    }
}
