using System.Diagnostics;
using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Benchmarks;

/// <summary>Several posers of one process that draw at once, each from its own thread: two pages of Studio and the overlay, for example.</summary>
internal static class PosersBenchmark
{
    private const int WarmFrames = 4;

    public static PosersReport Run(CharacterModel character, int posers, BenchSettings settings)
    {
        Samples[] samples = [.. Enumerable.Range(0, posers).Select(_ => new Samples())];
        double[] seconds = new double[posers];
        using var start = new Barrier(posers);
        Thread[] threads = [.. samples.Select((own, number) => new Thread(() => seconds[number] = Draw(character, number, settings, start, own)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        double[] rates = [.. samples.Select((own, number) => own.Count / seconds[number])];
        return new PosersReport(posers, settings.Threads, rates.Sum(), rates.Min(), samples.Max(own => own.P95));
    }

    private static double Draw(CharacterModel character, int number, BenchSettings settings, Barrier start, Samples milliseconds)
    {
        using var poser = new StudentPoser(character, new StudentPoserOptions { Threads = settings.Threads, Simd = settings.Simd });
        Pose[] poses = RandomPoses.Draw(seed: number, count: 256);
        var frame = new PosedFrame();
        for (int i = 0; i < WarmFrames; i++)
        {
            poser.Render(poses[^(i + 1)], frame);
        }

        start.SignalAndWait();
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i == 0 || Stopwatch.GetElapsedTime(begun) < settings.Duration; i++)
        {
            long frameBegun = Stopwatch.GetTimestamp();
            poser.Render(poses[i % poses.Length], frame);
            milliseconds.Add(Stopwatch.GetElapsedTime(frameBegun).TotalMilliseconds);
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
