using Bunraku.Conv.Maps;
using Bunraku.Conv.Steps;
using Bunraku.Conv.Tests.Reference;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Tests.Steps;

/// <summary>Makes steps of small maps and compares what they give with the specification.</summary>
internal sealed unsafe class StepTrial<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly Random _random = new(18);
    private readonly BandScratch _scratch;

    public StepTrial() => _scratch = new BandScratch(Memory);

    public EngineMemory Memory { get; } = new(4 << 20);

    /// <summary>Uniform in -1..1.</summary>
    public float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2f * _random.NextSingle()) - 1f)];

    /// <summary>A map of random values, scales and shifts, and what a reader sees of it.</summary>
    public (FeatureMap Map, Planes Seen) Map(int channels, int size, Rectifier rectifier, double slope)
    {
        FeatureMap map = FeatureMap.Lasting(Memory, channels, size, rectifier);
        Values(channels).CopyTo(new Span<float>(map.Scale, channels));
        Values(channels).CopyTo(new Span<float>(map.Shift, channels));
        var stored = Planes.From(Fill(map), channels, size);
        var seen = new Planes(channels, size);
        for (int i = 0; i < seen.Values.Length; i++)
        {
            int channel = i / (size * size);
            seen.Values[i] = (stored.Values[i] * map.Scale[channel]) + map.Shift[channel];
        }

        return (map, Operations.Rectify(seen, slope));
    }

    /// <summary>Fills a map with random values.</summary>
    public float[] Fill(FeatureMap map)
    {
        float[] values = Values(map.Channels * map.Size * map.Size);
        for (int row = 0; row < map.Channels * map.Size; row++)
        {
            values.AsSpan(row * map.Size, map.Size).CopyTo(new Span<float>(map.Row(row / map.Size, row % map.Size), map.Size));
        }

        return values;
    }

    /// <summary>Runs a step band by band, the last band first.</summary>
    public void Run(IStep step)
    {
        step.Begin();
        for (int band = step.Bands - 1; band >= 0; band--)
        {
            step.Run(band, _scratch);
        }
    }

    /// <summary>Runs a block and compares what a reader sees of it with the specification.</summary>
    /// <param name="inputs">The block's inputs.</param>
    /// <param name="depthwise">What the depthwise convolutions of all inputs should give.</param>
    public void AssertBlock(BlockInput<TLanes, TVector>[] inputs, params Planes[] depthwise)
    {
        const int Outputs = 16;
        Planes expected = Operations.Concat(depthwise);
        float[] matrix = Values(Outputs * expected.Channels), weight = Values(Outputs), bias = Values(Outputs);
        FeatureMap output = FeatureMap.Lasting(Memory, Outputs, expected.Size, Rectifier.Leaky);
        Run(new BlockStep<TLanes, TVector>(Memory, inputs, matrix, new NormParameters(weight, bias), output));
        AssertSeen(Operations.Rectify(Operations.Norm(Convolutions.Pointwise(expected, matrix), weight, bias), 0.1), output, 2e-5);
    }

    /// <summary>Fails unless a reader of the map sees these values, up to a share of 1 and of themselves.</summary>
    public static void AssertSeen(Planes expected, FeatureMap map, double tolerance)
    {
        Assert.Equal((expected.Channels, expected.Size), (map.Channels, map.Size));
        for (int channel = 0; channel < map.Channels; channel++)
        {
            for (int pixel = 0; pixel < map.Size * map.Size; pixel++)
            {
                double normed = (map.Row(channel, 0)[pixel] * (double)map.Scale[channel]) + map.Shift[channel];
                double seen = (normed * map.Rectifier.Value) + (Math.Abs(normed) * map.Rectifier.Magnitude);
                double right = expected.Values[(channel * map.Size * map.Size) + pixel];
                Assert.True(Math.Abs(seen - right) <= tolerance * (1 + Math.Abs(right)), $"{typeof(TLanes).Name}: channel {channel}, pixel {pixel} of {map.Size} x {map.Size} is {seen}, not {right}");
            }
        }
    }

    public void Dispose() => Memory.Dispose();
}
