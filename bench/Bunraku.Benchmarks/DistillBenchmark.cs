using System.Runtime.InteropServices;
using Bunraku.Core.Images;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Rig;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Training;
using Bunraku.Siren.Support;

namespace Bunraku.Benchmarks;

/// <summary>
/// Frames of the teacher and steps of the student as a preset for a processor takes them, one after the other, and what each preset takes at that speed. The weights are
/// synthetic, and picture, mask and reachable pixels are those of the rig: no time depends on the weights' values.
/// </summary>
internal static class DistillBenchmark
{
    /// <exception cref="Core.Errors.BadInputException">libtorch is not available on this machine.</exception>
    public static DistillReport Run(int threads, Action<string> progress)
    {
        progress("Making weights and loading the five networks");
        using ITeacherMeter meter = TorchPlugin.Create<ITeacherMeterLoader>().Load(SyntheticWeights.Of, threads);
        progress(meter.System.Notice ?? "libtorch's arithmetic was checked");
        using var rig = new RigPoser(RigCharacter.Default);
        progress("Finding the pixels that any pose can reach");
        var support = SupportMask.Of(rig);
        float[] mask = FaceMask.Decode(PngFile.Encode(rig.DrawFaceMask()), "the mask of the rig").Values;
        var teacher = new Teacher("tha4", "synthetic", meter.System.Open(ImageConversion.ToNetwork(rig.DrawPicture(), "the picture of the rig")));
        using var measurement = SpeedMeasurement.Of(teacher, mask, support, threads, progress);
        return Report(measurement.Measure(TrainingPresets.Standard.Values, CancellationToken.None), threads);
    }

    internal static DistillReport Report(TrainingSpeed speed, int threads)
    {
        DistillationConfig preset = TrainingPresets.Standard.Values;
        return new DistillReport
        {
            Threads = threads,
            Runtime = RuntimeInformation.FrameworkDescription,
            TeacherFrameMs = 1000 * speed.Body.FrameSeconds!.Value,
            FaceTeacherMs = 1000 * speed.Face.FrameSeconds!.Value,
            BatchSize = preset.Body.BatchSize,
            BodyStepMs = 1000 * preset.Body.BatchSize / speed.Body.ExamplesPerSecond,
            FaceStepMs = 1000 * preset.Face.BatchSize / speed.Face.ExamplesPerSecond,
            QuickSeconds = Seconds(TrainingPresets.Quick),
            StandardSeconds = Seconds(TrainingPresets.Standard),
            FineSeconds = Seconds(TrainingPresets.Fine),
        };

        double Seconds(TrainingPreset timed) => speed.TimeFor(timed.Values.Schedule, timed.Values.Frames).TotalSeconds;
    }
}
