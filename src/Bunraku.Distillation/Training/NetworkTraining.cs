using System.Globalization;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Clusters;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>The training of one network of a run, from its newest state to its end or until the session is over.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="states">Where its states are kept.</param>
/// <param name="source">Where poses and the teacher's frames come from.</param>
/// <param name="open">Opens the network for learning.</param>
/// <param name="watch">What is shown on the way.</param>
/// <param name="reporter">The status of the run.</param>
/// <param name="cluster">The processes that train together. Rank 0 alone reads and writes states.</param>
/// <param name="hosts">The machines of the processes, by rank.</param>
internal sealed class NetworkTraining(
    RunPlan plan, NetworkStates states, FrameSource source, Func<TrainingState, ILearner> open, ITrainingWatch watch, RunReporter reporter, ICollective cluster, IReadOnlyList<string> hosts)
{
    /// <summary>What is not on disk is never older than this, whatever the snapshot interval.</summary>
    private static readonly TimeSpan LongestUnsaved = TimeSpan.FromMinutes(5);

    /// <summary>The first snapshot of a session, so that its student can soon be seen.</summary>
    private static readonly TimeSpan FirstUnsaved = TimeSpan.FromMinutes(1);

    /// <summary>Trains.</summary>
    /// <returns>The latest state, which is on disk.</returns>
    /// <exception cref="BadInputException">A state cannot be written or read, or the loss is not a number any more.</exception>
    public TrainingState Train(Session session)
    {
        TrainingState state = StateMessage.Share(cluster, plan.Begin(), IsFirst ? states.LoadNewest(reporter.Say) ?? Begin() : null);
        if (plan.IsDone(state))
        {
            return state;
        }

        using ILearner learner = open(state);
        using var feed = new ExampleFeed(source, plan, learner.CreateFrame, state.ExamplesSeen, cluster);
        var step = new SharedStep(cluster, hosts, BatchPart.Of(cluster.Rank, cluster.Size, plan.BatchSize), learner.Trainer);
        watch.Begin(state.ExamplesSeen);
        var rate = new StepRate(session.Time);
        var left = new TimeLeft(session.Time);
        (long seen, long saved, long savedAt) = (state.ExamplesSeen, state.ExamplesSeen, session.Time.GetTimestamp());
        bool isOver = step.IsOver(session.IsOver);
        while (seen < plan.Schedule.Total && !(cluster.Size > 1 ? isOver : session.IsOver))
        {
            int phase = plan.Schedule.PhaseAt(seen);
            double learningRate = plan.Schedule.LearningRateAt(seen);
            TeacherBatch batch = feed.Next();
            long begun = session.Time.GetTimestamp();
            StepLoss loss = learner.ComputeGradient(batch, step.Part, plan.Schedule.Phases[phase], seen);
            TimeSpan took = session.Time.GetElapsedTime(begun);
            step.Apply(learningRate);
            session.Count(plan.BatchSize);
            (loss, isOver) = step.Report(loss, took, session.IsOver);
            left.Count(plan.BatchSize, session.Time.GetElapsedTime(begun));
            RequireNumber(loss, seen, saved);
            watch.Step(seen, learningRate, loss);

            long before = seen;
            seen += plan.BatchSize;
            rate.Count(plan.BatchSize);
            if (!IsFirst)
            {
                continue;
            }

            if (Intervals.IsDue(plan.SampleInterval, before, seen))
            {
                watch.Sample(seen, learner.Trainer.CopyWeights());
            }

            if (Intervals.IsDue(plan.CheckpointInterval, before, seen) || seen >= plan.Schedule.Total)
            {
                SaveCheckpoint(Capture(learner, seen), learningRate, session);
            }

            if (Intervals.IsDue(plan.SnapshotInterval, before, seen) || session.Time.GetElapsedTime(savedAt) >= (saved == state.ExamplesSeen ? FirstUnsaved : LongestUnsaved))
            {
                TrainingState snapshot = Capture(learner, seen);
                states.SaveSnapshot(snapshot, learningRate);
                watch.Snapshot(snapshot);
                (saved, savedAt) = (seen, session.Time.GetTimestamp());
            }

            Report(phase, seen, saved, learningRate, loss, rate, left, feed.Frames, step.Processes);
        }

        state = Capture(learner, seen);
        if (IsFirst && saved != seen)
        {
            states.SaveSnapshot(state, plan.Schedule.LearningRateAt(seen));
            reporter.Set(status => status with { ExamplesSaved = seen });
        }

        return state;
    }

    private bool IsFirst => cluster.Rank == 0;

    private static TrainingState Capture(ILearner learner, long seen) => new(seen, learner.Trainer.CopyWeights(), learner.Trainer.CopyOptimizer());

    private TrainingState Begin()
    {
        TrainingState state = plan.Begin();
        states.SaveCheckpoint(0, state, plan.Schedule.LearningRateAt(0));
        return state;
    }

    private void SaveCheckpoint(TrainingState state, double learningRate, Session session)
    {
        // The last one may fall between two multiples, where a schedule was made so.
        int index = (int)(state.ExamplesSeen / plan.CheckpointInterval);
        bool isLast = plan.IsDone(state) && state.ExamplesSeen % plan.CheckpointInterval >= plan.BatchSize;
        states.SaveCheckpoint(isLast ? index + 1 : index, state, learningRate);
        reporter.Say(string.Create(CultureInfo.InvariantCulture, $"{plan.Network.Name}: checkpoint {(isLast ? index + 1 : index):0000} at {state.ExamplesSeen} examples"));
        watch.Checkpoint(state, session.Stop);
    }

    private void RequireNumber(StepLoss loss, long seen, long saved)
    {
        if (!double.IsFinite(loss.Total))
        {
            throw new BadInputException(
                $"{plan.Network.Name}: after {seen} examples the loss is not a number any more, so nothing of this step was saved; the latest state has {saved} examples. The learning rate of the schedule is too high, or the teacher's pictures are broken.");
        }
    }

    private void Report(int phase, long seen, long saved, double learningRate, StepLoss loss, StepRate rate, TimeLeft left, FrameProgress? frames, IReadOnlyList<ProcessStatus>? processes) => reporter.Update(status => status with
    {
        State = RunState.Running,
        Message = null,
        Network = plan.Network.Name,
        Phase = phase + 1,
        Phases = plan.Schedule.Phases.Length,
        ExamplesSeen = seen,
        ExamplesTotal = plan.Schedule.Total,
        ExamplesSaved = saved,
        FramesFinished = frames?.Finished,
        FramesTotal = frames?.Total,
        ExamplesPerSecond = rate.ExamplesPerSecond,
        EtaSeconds = frames is { } bank ? left.Seconds(plan.Schedule.Total - seen, bank) : rate.ExamplesPerSecond > 0 ? Math.Max(0, plan.Schedule.Total - seen) / rate.ExamplesPerSecond : null,
        LearningRate = learningRate,
        Losses = loss.Terms,
        Processes = processes,
    });
}
