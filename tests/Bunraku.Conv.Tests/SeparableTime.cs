using System.Diagnostics;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Steps;
using Bunraku.Conv.Tests.Golden;
using Bunraku.Core.Poses;
using Bunraku.Siren.Memory;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests;

/// <summary>Where the time of a frame goes, for developers: run with <c>-explicit only -showLiveOutput</c>.</summary>
public sealed class SeparableTime(ITestOutputHelper output)
{
    private const int Rounds = 8;

    [Fact(Explicit = true)]
    public void Time_of_frames_and_of_their_steps()
    {
        float[] picture = SeparableGolden.Load(Path.Combine(TestData.Koito, "character.png"));
        for (int threads = 1; threads <= Environment.ProcessorCount; threads++)
        {
            using var poser = new SeparablePoser(RecipeWeights.Weights, picture, new SeparablePoserOptions { Threads = threads });
            var frame = new SeparableFrame(SeparableOutput.Posed);
            Write(threads, "everything new", () =>
            {
                poser.SetPicture(picture);
                poser.Render(Pose.Default, frame);
            });
            int count = 0;
            Write(threads, "another face", () => poser.Render(Pose.Default.With("eyebrow_happy_left", ++count % 2), frame));
            Write(threads, "head and body", () => poser.Render(Pose.Default.With("head_y", ++count % 2), frame));
            double products = Write(threads, "products alone", poser.Engine.Products.Run);
            output.WriteLine($"{threads} threads: {2e-6 * poser.Engine.Products.MultiplyAdds / products:0} GFLOP/s in the products");
        }

        using (var self = Process.GetCurrentProcess())
        {
            output.WriteLine($"most memory in use: {self.PeakWorkingSet64 / 1_000_000} MB");
        }

        using var single = new SeparablePoser(RecipeWeights.Weights, picture, new SeparablePoserOptions { Threads = 1 });
        single.Render(Pose.Default, new SeparableFrame(SeparableOutput.Posed));
        using var memory = new EngineMemory(BandScratch.Floats + 4096);
        var scratch = new BandScratch(memory);
        int number = 0;
        foreach (IStep step in single.Engine.Steps)
        {
            double whole = Best(() =>
            {
                step.Begin();
                Repeat(step.Bands, band => step.Run(band, scratch));
            });
            double alone = step is IProductStep product ? Best(() => Repeat(step.Bands, band => product.RunProduct(band, scratch))) : 0;
            output.WriteLine($"step {number++}, {step}: {whole:0.00} ms, product {alone:0.00} ms");
        }
    }

    private static void Repeat(int count, Action<int> action)
    {
        for (int i = 0; i < count; i++)
        {
            action(i);
        }
    }

    private double Write(int threads, string what, Action action)
    {
        double best = Best(action);
        output.WriteLine($"{threads} threads, {what}: {best:0.0} ms");
        return best;
    }

    private static double Best(Action action)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
