using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using Bunraku.Torch.Teachers;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>The measurement of docs/performance.md: frames of the teacher with and without zero channels take turns in one process.</summary>
public sealed class PaddingCost
{
    private const string RoundsVariable = "BUNRAKU_PADDING_ROUNDS";

    [Fact(Explicit = true)]
    public void Measure()
    {
        LibTorch.Load();
        using TeacherNetworkSet plain = Networks(inputMultiple: 1), filled = Networks(inputMultiple: 16);
        var random = new Random(3);
        var picture = new CharacterPicture([.. Enumerable.Range(0, 4 * CharacterPicture.Size * CharacterPicture.Size).Select(i => MathF.Sin(i * 0.0137f))]);
        using TeacherPoser plainPoser = new(plain, picture), filledPoser = new(filled, picture);
        int rounds = int.Parse(Environment.GetEnvironmentVariable(RoundsVariable) ?? "5", CultureInfo.InvariantCulture);
        List<Times> without = [], with = [];
        for (int round = 0; round <= rounds; round++)
        {
            // Each is the first in turn; round 0 warms up.
            Pose pose = Pose.FromValues([.. PoseParameters.All.Select(_ => random.NextSingle())]);
            foreach (bool isFilled in (bool[])[round % 2 == 0, round % 2 != 0])
            {
                Times times = TimesOf(isFilled ? filledPoser : plainPoser, pose);
                if (round > 0)
                {
                    (isFilled ? with : without).Add(times);
                }
            }
        }

        Report("time", times => times.Wall);
        Report("processor time of all threads", times => times.Processor);

        void Report(string what, Func<Times, double> of) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} rounds, {what}, medians: {Median(without.Select(of)):0} ms without, {Median(with.Select(of)):0} ms with zero channels, ratio {Median(with.Zip(without, (one, other) => of(one) / of(other))):0.0000}"));
    }

    private static TeacherNetworkSet Networks(int inputMultiple)
    {
        var placement = new TensorPlacement(CPU);
        var convolutions = new TorchConvolutions(inputMultiple);
        return SyntheticTeacher.Create(TeacherFamily.Tha4, placement, convolutions: convolutions);
    }

    private static Times TimesOf(TeacherPoser poser, Pose pose)
    {
        var frame = new PosedFrame();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        poser.Render(pose, frame);
        return new Times(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Milliseconds.</summary>
    private sealed record Times(double Wall, double Processor);
}
