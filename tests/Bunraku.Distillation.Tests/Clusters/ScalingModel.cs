using Bunraku.Core.Clusters;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Tests.Clusters;

/// <summary>
/// The time of the preset <c>standard</c> on several machines of 8 cores, computed from measured times of a frame and of an example on two cores. Eight cores count as four times two, which was
/// not measured. A step waits for the machine with the most examples, and moves the gradient twice over the line: the slices of the others to each machine, and the sums back.
/// </summary>
internal static class ScalingModel
{
    public static int[] Machines { get; } = [1, 2, 4, 8, 16, 32];

    private const double CoresOverMeasured = 8 / 2.0;

    /// <summary>Measured on two cores: docs/decisions/2026-11-29-frame-bank.md and docs/performance.md.</summary>
    private static readonly (double Frame, double Example) Face = (0.36 / CoresOverMeasured, 0.0058 / CoresOverMeasured), Body = (3.3 / CoresOverMeasured, 0.047 / CoresOverMeasured);

    /// <summary>Floats of the gradients: <see cref="Siren.Training.IStudentTrainer.GradientFloats"/>.</summary>
    public const int FaceFloats = 121_488, BodyFloats = 331_712;

    /// <summary>1 Gbit/s with what TCP leaves of it.</summary>
    private const double BytesPerSecond = 117e6;

    /// <summary>A round through a switch: an assumption. A step has three.</summary>
    private const double RoundSeconds = 0.0002;

    private const int RoundsOfAStep = 3;

    /// <summary>Bodies that the reachable pixels are found from.</summary>
    private const int SupportFrames = 128;

    /// <summary>The time of the teacher's frames, in seconds.</summary>
    public static double Frames(int machines)
    {
        FrameLimits limits = TrainingPresets.Standard.Values.Frames!;
        return ((limits.Face * Face.Frame) + ((limits.Body + SupportFrames) * Body.Frame)) / machines;
    }

    /// <summary>The time of the student's steps, in seconds.</summary>
    public static double Steps(int machines, int batch)
    {
        DistillationConfig standard = TrainingPresets.Standard.Values;
        return ((double)standard.Schedule.Face.Total / batch * Step(machines, batch, Face.Example, FaceFloats))
            + ((double)standard.Schedule.Body.Total / batch * Step(machines, batch, Body.Example, BodyFloats));
    }

    private static double Step(int machines, int batch, double example, int floats)
    {
        int most = Enumerable.Range(0, machines).Max(rank => BatchPart.Of(rank, machines, batch).Count);
        double line = machines == 1 ? 0 : (2.0 * (machines - 1) / machines * floats * sizeof(float) / BytesPerSecond) + (RoundsOfAStep * RoundSeconds);
        return (most * example) + line;
    }
}
