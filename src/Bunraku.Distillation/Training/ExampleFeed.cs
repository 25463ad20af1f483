using Bunraku.Core.Clusters;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>The batches that a network learns from, or this process's part of each: a new frame for every example, or frames of a bank again and again.</summary>
internal sealed class ExampleFeed : IDisposable
{
    private readonly TeacherAhead _batches;
    private readonly FramesAhead? _frames;
    private readonly SharedFrames? _shared;
    private readonly int[] _wanted;
    private readonly StepClock? _clock;
    private long _position;

    /// <param name="source">Where poses and frames come from.</param>
    /// <param name="plan">What is to be done with the network.</param>
    /// <param name="createFrame">Makes a frame that asks for what the network learns from.</param>
    /// <param name="seen">Examples seen so far.</param>
    /// <param name="cluster">The processes that train together; all make their feed at the same time.</param>
    public ExampleFeed(FrameSource source, RunPlan plan, Func<PosedFrame> createFrame, long seen, ICollective cluster)
    {
        _wanted = new int[plan.BatchSize];
        _position = seen;
        var part = BatchPart.Of(cluster.Rank, cluster.Size, plan.BatchSize);
        if (plan.Frames is not { } count)
        {
            _batches = new TeacherAhead(source.Teacher, example => source.Poses.Example(plan.Seed0, example, plan.BatchSize), part, createFrame, seen);
            return;
        }

        BankedPoser bank = source.Bank ?? throw new InvalidOperationException("A limited number of frames needs a bank.");
        var poses = new SpreadPoses(source.Poses, plan.Seed0, count);
        var clock = new StepClock(count, plan.Schedule.Total, plan.Seed0);
        if (cluster.Size > 1)
        {
            _clock = new StepClock(count, plan.Schedule.Total, plan.Seed0);
            _shared = new SharedFrames(cluster, bank, poses, createFrame);
            RequireNext();
        }
        else
        {
            _frames = new FramesAhead(bank, poses, createFrame());
        }

        _batches = new TeacherAhead(bank, example => poses[clock.FrameOf(example)], part, createFrame, seen);
    }

    /// <summary>How far the bank is; null where every example has a new frame.</summary>
    public FrameProgress? Frames => _frames?.Progress ?? _shared?.Progress;

    /// <summary>The next batch. The one before it must no longer be used, because its frames are drawn over.</summary>
    /// <exception cref="Core.Errors.BadInputException">A frame cannot be used or kept.</exception>
    public TeacherBatch Next()
    {
        _frames?.ThrowIfFailed();
        RequireNext();
        return _batches.Next();
    }

    /// <summary>Gets the frames of the batch that is drawn next, which only a bank that is shared may lack.</summary>
    private void RequireNext()
    {
        if (_shared is not null)
        {
            for (int i = 0; i < _wanted.Length; i++)
            {
                _wanted[i] = _clock!.FrameOf(_position + i);
            }

            _shared.Require(_wanted);
            _position += _wanted.Length;
        }
    }

    public void Dispose()
    {
        _frames?.Dispose();
        _shared?.Dispose();
        _batches.Dispose();
    }
}
