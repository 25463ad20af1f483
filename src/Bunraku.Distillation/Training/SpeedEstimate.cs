using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;
using Bunraku.Siren.Support;

namespace Bunraku.Distillation.Training;

/// <summary>
/// How fast a computer trains, before anything was measured there: what two cores of a server need (docs/performance.md), spread over the computer's cores. It is
/// right within a factor of two or three; <see cref="SpeedMeasurement"/> says it exactly.
/// </summary>
public static class SpeedEstimate
{
    private const double MeasuredCores = 2;

    /// <summary>More cores than these help little.</summary>
    private const double MostCores = 12;

    /// <summary>Seconds of a step, for each example: with every pixel, and with sampled ones.</summary>
    private static readonly (double Face, double Body) EveryPixel = (0.08, 0.42), SampledPixels = (0.025, 0.06);

    /// <summary>Seconds of a frame of the teacher, for each network.</summary>
    private static readonly (double Face, double Body) SmallTeacher = (0.05, 0.1);

    private static readonly Dictionary<TeacherFamily, (double Face, double Body)> LargeTeachers = new()
    {
        [TeacherFamily.Tha4] = (0.36, 3.3),
        [TeacherFamily.Tha3Standard] = (0.36, 1.2),
        [TeacherFamily.Tha3Separable] = (0.05, 0.2),
    };

    /// <summary>The estimate for a configuration; null for a graphics card, which nothing is known of.</summary>
    /// <param name="config">The configuration, of which the files are not looked at.</param>
    /// <param name="cores">The computer's cores.</param>
    /// <param name="hasCuda">Whether libtorch would use a graphics card.</param>
    public static TrainingSpeed? Of(DistillationConfig config, int cores, bool hasCuda)
    {
        if (hasCuda || config.Backend == "torch")
        {
            return null;
        }

        double share = MeasuredCores / Math.Clamp(cores, 1, MostCores);
        (double faceStep, double bodyStep) = config.Sparsity is null ? EveryPixel : SampledPixels;
        (double faceFrame, double bodyFrame) = config.Family is { } family ? LargeTeachers[family] : SmallTeacher;
        bool isBanked = config.Frames is not null;
        NetworkSpeed SpeedOf(double step, double frame) => isBanked ? new NetworkSpeed(1 / (share * step), share * frame) : new NetworkSpeed(1 / (share * (step + frame)));
        return new TrainingSpeed(SpeedOf(faceStep, faceFrame), SpeedOf(bodyStep, bodyFrame))
        {
            SetUp = TimeSpan.FromSeconds(config.Sparsity is null ? 0 : SupportMask.FramesOfAll * share * bodyFrame),
        };
    }
}
