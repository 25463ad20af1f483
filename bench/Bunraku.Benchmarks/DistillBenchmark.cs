using System.Runtime.InteropServices;
using Bunraku.Core.Images;
using Bunraku.Core.Machine;
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
        using var rig = new RigPoser(RigCharacter.Default);
        progress("Finding the pixels that any pose can reach");
        var support = SupportMask.Of(rig);
        float[] mask = FaceMask.Decode(PngFile.Encode(rig.DrawFaceMask()), "the mask of the rig").Values;
        CharacterPicture picture = ImageConversion.ToNetwork(rig.DrawPicture(), "the picture of the rig");
        return Report(Measure(TeacherPrecision.Full), Processor.HasBFloat16 ? Measure(TeacherPrecision.Reduced) : null, threads);

        TrainingSpeed Measure(TeacherPrecision precision)
        {
            progress($"Making weights and loading the five networks in {TeacherPrecisions.NameOf(precision)}");
            using ITeacherMeter meter = TorchPlugin.Create<ITeacherMeterLoader>().Load(TeacherFamily.Tha4, SyntheticWeights.Of, threads, precision);
            progress(meter.System.Notice?.ToString() ?? "libtorch's arithmetic was checked");
            using var measurement = SpeedMeasurement.Of(new Teacher("tha4", "synthetic", meter.System.Open(picture)), mask, support, threads, step => progress(step.ToString()));
            return measurement.Measure(TrainingPresets.Standard.Values, CancellationToken.None);
        }
    }

    /// <param name="speed">With the teacher in float32.</param>
    /// <param name="reduced">With the teacher in bfloat16; null where the processor does not compute it.</param>
    /// <param name="threads">Threads that were used.</param>
    internal static DistillReport Report(TrainingSpeed speed, TrainingSpeed? reduced, int threads)
    {
        DistillationConfig preset = TrainingPresets.Standard.Values;
        return new DistillReport
        {
            Threads = threads,
            Runtime = RuntimeInformation.FrameworkDescription,
            TeacherFrameMs = 1000 * speed.Body.FrameSeconds!.Value,
            TeacherBfloat16FrameMs = 1000 * reduced?.Body.FrameSeconds,
            FaceTeacherMs = 1000 * speed.Face.FrameSeconds!.Value,
            BatchSize = preset.Body.BatchSize,
            BodyStepMs = 1000 * preset.Body.BatchSize / speed.Body.ExamplesPerSecond,
            FaceStepMs = 1000 * preset.Face.BatchSize / speed.Face.ExamplesPerSecond,
            QuickSeconds = Seconds(TrainingPresets.Quick),
            StandardSeconds = Seconds(TrainingPresets.Standard),
            FineSeconds = Seconds(TrainingPresets.Fine),
        };

        double Seconds(TrainingPreset timed) => (reduced ?? speed).TimeFor(timed.Values.Schedule, timed.Values.Frames).TotalSeconds;
    }
}
