using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Machine;
using Bunraku.Core.Plugins;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Quality;

namespace Bunraku.Benchmarks;

/// <summary>The part of bfloat16 in the rounds of <see cref="TeacherBenchmark"/>: the same networks on libtorch in shorter numbers.</summary>
internal sealed class ReducedTurns : IDisposable
{
    private readonly ITeacherMeter _meter;
    private readonly ITeacherPoser _poser;
    private readonly PosedFrame _frame = new();
    private readonly PictureComparison _comparison = new(CharacterPicture.Size, CharacterPicture.Size);
    private readonly Samples _frames = new(), _speedups = new();
    private double _leastPsnr = PictureComparison.MostDecibels;

    private ReducedTurns(TeacherFamily family, CharacterPicture picture, int threads)
    {
        _meter = TorchPlugin.Create<ITeacherMeterLoader>().Load(family, SyntheticWeights.Of, threads, TeacherPrecision.Reduced);
        _poser = _meter.System.Open(picture);
        _poser.Render(Pose.Default, _frame);
    }

    /// <summary>Loads the networks.</summary>
    /// <exception cref="BadInputException">The processor does not compute bfloat16.</exception>
    public static ReducedTurns Of(TeacherFamily family, CharacterPicture picture, int threads) => Processor.HasBFloat16
        ? new ReducedTurns(family, picture, threads)
        : throw new BadInputException("--bfloat16: this processor does not compute bfloat16, so there is nothing to measure.");

    /// <summary>Takes one turn with the pose that float32 had.</summary>
    /// <param name="pose">The whole pose.</param>
    /// <param name="floatFrame">What float32 has drawn.</param>
    /// <param name="floatMs">What float32 took.</param>
    public void Take(Pose pose, PosedFrame floatFrame, double floatMs)
    {
        long start = Stopwatch.GetTimestamp();
        _poser.Render(pose, _frame);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _frames.Add(time);
        _speedups.Add(floatMs / time);
        _leastPsnr = Math.Min(_leastPsnr, _comparison.Compare(floatFrame.Blended, _frame.Blended).PsnrDb);
    }

    /// <summary>The medians of all turns, and the worst picture.</summary>
    public ReducedReport Report() => new() { FrameMs = _frames.Median, Speedup = _speedups.Median, LeastPsnrDb = _leastPsnr };

    public void Dispose()
    {
        _poser.Dispose();
        _meter.Dispose();
    }
}
