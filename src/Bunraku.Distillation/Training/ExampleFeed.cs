using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>The batches that a network learns from: a new frame for every example, or frames of a bank again and again.</summary>
internal sealed class ExampleFeed : IDisposable
{
    private readonly TeacherAhead _batches;
    private readonly FramesAhead? _frames;

    /// <param name="source">Where poses and frames come from.</param>
    /// <param name="plan">What is to be done with the network.</param>
    /// <param name="createFrame">Makes a frame that asks for what the network learns from.</param>
    /// <param name="seen">Examples seen so far.</param>
    public ExampleFeed(FrameSource source, RunPlan plan, Func<PosedFrame> createFrame, long seen)
    {
        if (plan.Frames is not { } count)
        {
            _batches = new TeacherAhead(source.Teacher, example => source.Poses.Example(plan.Seed0, example, plan.BatchSize), plan.BatchSize, createFrame, seen);
            return;
        }

        BankedPoser bank = source.Bank ?? throw new InvalidOperationException("A limited number of frames needs a bank.");
        var poses = new SpreadPoses(source.Poses, plan.Seed0, count);
        var clock = new StepClock(count, plan.Schedule.Total, plan.Seed0);
        _batches = new TeacherAhead(bank, example => poses[clock.FrameOf(example)], plan.BatchSize, createFrame, seen);
        _frames = new FramesAhead(bank, poses, createFrame());
    }

    /// <summary>How far the bank is; null where every example has a new frame.</summary>
    public FrameProgress? Frames => _frames?.Progress;

    /// <summary>The next batch. The one before it must no longer be used, because its frames are drawn over.</summary>
    /// <exception cref="Core.Errors.BadInputException">A frame cannot be used or kept.</exception>
    public TeacherBatch Next()
    {
        _frames?.ThrowIfFailed();
        return _batches.Next();
    }

    public void Dispose()
    {
        _frames?.Dispose();
        _batches.Dispose();
    }
}
