using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Clusters;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>Draws the teacher's frames of a configuration into a bank, for a training later. Frames that are there already are kept.</summary>
public sealed class FrameFilling
{
    private readonly DistillerOptions _options;
    private readonly FramePart _part;
    private readonly Action<string> _say;
    private readonly DistillerParts _parts;

    /// <param name="options">What is wanted. <see cref="DistillerOptions.Fresh"/> and <see cref="DistillerOptions.StopAfter"/> mean nothing here.</param>
    /// <param name="part">Which frames; with several processes, all.</param>
    /// <param name="say">Told lines for the user.</param>
    public FrameFilling(DistillerOptions options, FramePart part, Action<string> say)
        : this(options, part, say, DistillerParts.Real)
    {
    }

    internal FrameFilling(DistillerOptions options, FramePart part, Action<string> say, DistillerParts parts) =>
        (_options, _part, _say, _parts) = (options, part, say, parts);

    /// <summary>Draws.</summary>
    /// <param name="stop">Ends it between two frames; those that are drawn stay.</param>
    /// <returns>Whether all frames of the part are in the bank.</returns>
    /// <exception cref="BadInputException">The configuration cannot be used, or limits no frames; or the teacher is not there, or the bank cannot be written.</exception>
    public bool Fill(CancellationToken stop)
    {
        ICollective cluster = _options.Cluster;
        if (cluster.Size > 1 && _part != FramePart.All)
        {
            throw new BadInputException("--part is for jobs without MPI; with it the processes share the frames by themselves. Leave out one of the two.");
        }

        ConfigFile file = ConfigFile.Load(_options.ConfigPath, _options.Replaced());
        if (file.Config.Frames is null)
        {
            throw new BadInputException($"{_options.ConfigPath}: the configuration asks for a new frame in every example, so there is nothing to draw ahead. Set its field frames, or use --preset standard.");
        }

        IPoseSource poses = PoseSources.Open(file);
        using Teacher teacher = _parts.OpenTeacher(TeacherRequest.Of(file, _options.Device, _options.Threads ?? Environment.ProcessorCount, _say, _options.Precision));
        ClusterMember.Of("frames", widest: null, RunRecord.Of(file, teacher.Identity, poses.Identity)).Meet(cluster);
        string folder = _options.FramesFolder;
        FrameSource source = FrameSource.WithBank(teacher, poses, folder, _say);
        _say($"drawing into {folder}");
        return Fill(source, RunPlan.ForFace(file.Config), PosedFrame.FaceOnly, stop) && Fill(source, RunPlan.ForBody(file.Config), BodyLearner.CreateBodyFrame, stop);
    }

    private bool Fill(FrameSource source, RunPlan plan, Func<PosedFrame> createFrame, CancellationToken stop)
    {
        var poses = new SpreadPoses(source.Poses, plan.Seed0, plan.Frames!.Value);
        var report = new Report(plan.Network.Name, _say);
        return _options.Cluster.Size > 1 ? FillTogether(source, poses, createFrame, report, stop) : FillAlone(source, poses, createFrame(), report, stop);
    }

    private bool FillTogether(FrameSource source, SpreadPoses poses, Func<PosedFrame> createFrame, Report report, CancellationToken stop)
    {
        using var shared = new SharedFrames(_options.Cluster, source.Bank!, poses, createFrame);
        return shared.RequireAll(() => stop.IsCancellationRequested, progress => report.Tell(progress.Finished, progress.Total));
    }

    private bool FillAlone(FrameSource source, SpreadPoses poses, PosedFrame frame, Report report, CancellationToken stop)
    {
        int total = Enumerable.Range(0, poses.Count).Count(_part.Contains), finished = 0;
        for (int k = 0; k < poses.Count; k++)
        {
            if (_part.Contains(k))
            {
                if (stop.IsCancellationRequested)
                {
                    return false;
                }

                source.Bank!.Prepare(poses[k], frame);
                report.Tell(++finished, total);
            }
        }

        return true;
    }

    /// <summary>Tells how far it is, at most every ten seconds and at the end.</summary>
    private sealed class Report(string network, Action<string> say)
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

        private long _told = TimeProvider.System.GetTimestamp();

        public void Tell(int finished, int total)
        {
            if (finished == total || TimeProvider.System.GetElapsedTime(_told) >= Every)
            {
                _told = TimeProvider.System.GetTimestamp();
                say($"{network}: {finished} of {total} frames");
            }
        }
    }
}
