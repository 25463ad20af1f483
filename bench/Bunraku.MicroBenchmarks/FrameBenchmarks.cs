using BenchmarkDotNet.Attributes;
using Bunraku.Core.Images;

namespace Bunraku.MicroBenchmarks;

/// <summary>A frame of 512 x 512 for the screen: a disc of noise that covers a third of it.</summary>
public class FrameBenchmarks
{
    private const int Side = 512;

    private readonly float[] _planes = new float[4 * Side * Side];
    private readonly float[] _cleared = new float[4 * Side * Side];
    private readonly byte[] _pixels = new byte[4 * Side * Side];
    private readonly LinearColor _green = new(0, 0.43f, 0.05f);

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        Array.Fill(_planes, -1f);
        for (int i = 0; i < Side * Side; i++)
        {
            float alpha = 1 - (MathF.Abs(MathF.Sqrt(MathF.Pow((i % Side) - 256, 2) + MathF.Pow((i / Side) - 256, 2)) - 80) / 90);
            for (int channel = 0; channel < 4 && alpha > 0; channel++)
            {
                _planes[(channel * Side * Side) + i] = channel == 3 ? (2 * alpha) - 1 : (2 * alpha * random.NextSingle()) - 1;
            }
        }
    }

    /// <summary>What a masked frame begins with, where its mask reaches every row.</summary>
    [Benchmark]
    public void Clear() => _cleared.AsSpan().Fill(-1f);

    [Benchmark]
    public void ToStraight() => FrameConversion.ToStraight(_planes, Side, Side, _pixels);

    [Benchmark]
    public void OverBackground() => FrameConversion.OverBackground(_planes, Side, Side, _green, _pixels);
}
