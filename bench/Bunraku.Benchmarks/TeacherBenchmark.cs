using System.Diagnostics;
using System.Runtime.InteropServices;
using Bunraku.Core.Images;
using Bunraku.Core.Plugins;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;

namespace Bunraku.Benchmarks;

/// <summary>
/// Lets frames of the teacher and the convolutions of such a frame take turns in one process, with synthetic weights, whose values no time
/// depends on.
/// </summary>
internal static class TeacherBenchmark
{
    /// <exception cref="Core.Errors.BadInputException">libtorch is not available on this machine, or bfloat16 is asked for and not computed here.</exception>
    public static TeacherReport Run(TeacherFamily family, bool isReducedToo, int threads, TimeSpan duration, Action<string> progress)
    {
        progress("Making weights and loading the five networks");
        using ITeacherMeter meter = TorchPlugin.Create<ITeacherMeterLoader>().Load(family, SyntheticWeights.Of, threads);
        progress(meter.System.Notice?.ToString() ?? "libtorch's arithmetic was checked");
        CharacterPicture picture = MadeUpPicture();
        using ITeacherPoser poser = meter.System.Open(picture);
        using SeparableTurns? engine = SeparableTurns.For(family, picture, threads);
        using ReducedTurns? reduced = isReducedToo ? ReducedTurns.Of(family, picture, threads) : null;
        var frame = new PosedFrame();
        PosedFrame face = PosedFrame.FaceOnly();
        Pose[] poses = RandomPoses.Draw(seed: 3, count: 64);
        int used = 0;

        progress("Warming up");
        poser.Render(Next(), frame);
        int products = meter.Record(() => poser.Render(Next(), frame));
        meter.TimeRecordedMs();

        progress($"Taking turns for {duration.TotalSeconds:0} s");
        Samples frames = new(), convolutions = new(), ratios = new(), bodies = new(), faces = new();
        long start = Stopwatch.GetTimestamp();
        while (ratios.Count < BenchSettings.LeastRounds(duration, usual: 3) || Stopwatch.GetElapsedTime(start) < duration)
        {
            Pose pose = Next();
            double whole = Time(() => poser.Render(pose, frame));
            reduced?.Take(pose, frame, whole);
            double alone = meter.TimeRecordedMs();
            frames.Add(whole);
            convolutions.Add(alone);
            ratios.Add(whole / alone);
            Pose body = pose.With("head_y", -pose["head_y"]).With("breathing", 0.5f), other = Next();
            bodies.Add(Time(() => poser.Render(body, frame)));
            faces.Add(Time(() => poser.Render(other, face)));
            engine?.Take(pose, body, other, whole);
        }

        return new TeacherReport
        {
            Family = family.Name,
            Threads = threads,
            Runtime = RuntimeInformation.FrameworkDescription,
            LibTorchVersion = meter.LibTorchVersion,
            Rounds = ratios.Count,
            TeacherFrameMs = frames.Median,
            TeacherConvolutionsMs = convolutions.Median,
            TeacherProducts = products,
            TeacherRatio = ratios.Median,
            BodyOnlyFrameMs = bodies.Median,
            FaceOnlyFrameMs = faces.Median,
            Engine = engine?.Report(),
            BFloat16 = reduced?.Report(),
            PeakMemoryBytes = PeakMemory(),
        };

        Pose Next() => poses[used++ % poses.Length];
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long PeakMemory()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    private static CharacterPicture MadeUpPicture()
    {
        float[] values = new float[4 * CharacterPicture.Size * CharacterPicture.Size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Sin(i * 0.0137f);
        }

        return new CharacterPicture(values);
    }
}
