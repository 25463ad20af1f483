using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>
/// The time until a network is trained, where teacher and student work side by side and the frames are finished long before the examples. It is what
/// both still have to do at their speed so far, shortened as far as they worked at the same time.
/// </summary>
internal sealed class TimeLeft(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private double _stepSeconds;
    private long _examples;

    /// <summary>Counts a step.</summary>
    /// <param name="examples">Its examples.</param>
    /// <param name="took">Its time, without waiting for frames.</param>
    public void Count(int examples, TimeSpan took)
    {
        _examples += examples;
        _stepSeconds += took.TotalSeconds;
    }

    /// <summary>In seconds; null while unknown.</summary>
    public double? Seconds(long examplesLeft, FrameProgress frames)
    {
        if (_examples == 0)
        {
            return null;
        }

        double student = Math.Max(0, examplesLeft) * _stepSeconds / _examples;
        double teacher = frames.Rendered == 0 ? 0 : (frames.Total - frames.Finished) * frames.Spent.TotalSeconds / frames.Rendered;
        double work = _stepSeconds + frames.Spent.TotalSeconds;
        double overlap = work > 0 ? Math.Min(1, time.GetElapsedTime(_began).TotalSeconds / work) : 1;
        return (student + teacher) * overlap;
    }
}
