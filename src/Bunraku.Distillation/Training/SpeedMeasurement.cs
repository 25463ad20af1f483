using System.Diagnostics;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Support;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>Takes a few real steps of a configuration, and of variants of it, and throws their result away.</summary>
public sealed class SpeedMeasurement : IDisposable
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(2.5);

    /// <summary>Frames of the teacher that the pixels are found from, if that was not done before: all of them would take a slow teacher minutes.</summary>
    private const int EstimateFrames = 8;

    private readonly Action<Phrase> _say;
    private readonly IPoseSource _poses;
    private readonly Teacher _teacher;
    private readonly ITrainingBackend _backend;
    private readonly float[] _mask;
    private SupportMask? _support;
    private TimeSpan? _setUp;

    private SpeedMeasurement(Teacher teacher, IPoseSource poses, ITrainingBackend backend, float[] mask, Action<Phrase> say) =>
        (_teacher, _poses, _backend, _mask, _say) = (teacher, poses, backend, mask, say);

    /// <summary>Opens teacher and engine of a configuration.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="say">Told what is being done.</param>
    /// <exception cref="BadInputException">The configuration cannot be used, or its teacher is not there.</exception>
    public static SpeedMeasurement Open(ConfigFile file, Action<Phrase> say) => Open(file, "auto", Environment.ProcessorCount, say);

    /// <inheritdoc cref="Open(ConfigFile, Action{Phrase})"/>
    /// <param name="file">The configuration.</param>
    /// <param name="device">Where libtorch computes: auto, cpu, cuda or mps.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="precision">The numbers that a teacher of five networks is computed with.</param>
    public static SpeedMeasurement Open(ConfigFile file, string device, int threads, Action<Phrase> say, TeacherPrecision precision = TeacherPrecision.Auto)
    {
        file.Check();
        IPoseSource poses = PoseSources.Open(file);
        float[] mask = FaceMask.Read(file.FaceMask).Values;
        ITrainingBackend backend = TrainingBackends.Open(new BackendRequest(file.Config.Backend, device, threads));
        try
        {
            say(Phrase.Of("Loading the teacher"));
            return new SpeedMeasurement(TeacherCatalog.Open(TeacherRequest.Of(file, device, threads, line => say(Phrase.Verbatim(line)), precision)), poses, backend, mask, say);
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    /// <summary>Measures a teacher that is open, with the engine for a processor.</summary>
    /// <param name="teacher">The teacher; disposed with this.</param>
    /// <param name="mask">[128, 128]: the face mask.</param>
    /// <param name="support">The pixels that any pose can reach.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="say">Told what is being done.</param>
    public static SpeedMeasurement Of(Teacher teacher, float[] mask, SupportMask support, int threads, Action<Phrase> say) =>
        new(teacher, new PoseSampler(), TrainingBackends.Open(new BackendRequest("simd", "cpu", threads)), mask, say) { _support = support };

    /// <summary>Measures both networks, each for some seconds.</summary>
    /// <param name="config">The configuration that was opened, or one that differs from it in fields of <see cref="TrainingPresets"/>.</param>
    /// <param name="stop">Ends it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public TrainingSpeed Measure(DistillationConfig config, CancellationToken stop)
    {
        _say(Phrase.Of("Measuring steps of the face"));
        RunPlan facePlan = RunPlan.ForFace(config);
        NetworkSpeed face = SpeedOf(facePlan, state => FaceLearner.Open(_backend, state, _mask, config.Sparsity, facePlan.Seed0), stop);
        TileSampling? sampling = config.Sparsity is { } probabilities ? new TileSampling(Support(stop), probabilities.Inside, probabilities.Outside) : null;
        _say(Phrase.Of("Measuring steps of the body"));
        RunPlan plan = RunPlan.ForBody(config);
        NetworkSpeed body = SpeedOf(plan, state => new BodyLearner(_backend.OpenBody(state.Weights, state.Optimizer, sampling), plan.Seed0), stop);
        TimeSpan setUp = _setUp ?? (SupportMask.FramesOfAll * TimeSpan.FromSeconds(body.FrameSeconds ?? 0));
        return new TrainingSpeed(face, body) { SetUp = sampling is null ? TimeSpan.Zero : setUp };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _teacher.Dispose();
        _backend.Dispose();
    }

    /// <summary>The mask that the training will use, if it was found before; else nearly that.</summary>
    private SupportMask Support(CancellationToken stop)
    {
        if (_support is null)
        {
            _support = SupportMask.Load(_teacher.Identity);
            _setUp = _support is null ? null : TimeSpan.Zero;
        }

        if (_support is null)
        {
            _say(Phrase.Of("Looking for the pixels that poses can reach"));
            long start = Stopwatch.GetTimestamp();
            _support = SupportMask.Estimate(_teacher, EstimateFrames, stop);
            _setUp = Stopwatch.GetElapsedTime(start) * SupportMask.FramesOfAll / EstimateFrames;
        }

        return _support;
    }

    private NetworkSpeed SpeedOf(RunPlan plan, Func<Runs.TrainingState, ILearner> open, CancellationToken stop)
    {
        using ILearner learner = open(plan.Begin());
        if (plan.Frames is null)
        {
            return new NetworkSpeed(Rate(new FrameSource(_teacher, _poses, Bank: null), plan, learner, stop));
        }

        // Frames that another run has kept would tell nothing of the teacher.
        string folder = Directory.CreateTempSubdirectory("bunraku-speed-").FullName;
        try
        {
            FrameSource source = FrameSource.WithBank(_teacher, _poses, folder);
            double frame = FrameSeconds(source.Bank!, plan, learner.CreateFrame(), stop);
            return new NetworkSpeed(Rate(source, plan with { Frames = plan.BatchSize }, learner, stop), frame);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Renders the frames of one batch.</summary>
    private double FrameSeconds(BankedPoser bank, RunPlan plan, PosedFrame frame, CancellationToken stop)
    {
        _teacher.Render(Core.Poses.Pose.Rest, frame); // The first one also makes room.
        var poses = new SpreadPoses(_poses, plan.Seed0, plan.BatchSize);
        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < poses.Count; k++)
        {
            stop.ThrowIfCancellationRequested();
            bank.Prepare(poses[k], frame);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / poses.Count;
    }

    private static double Rate(FrameSource source, RunPlan plan, ILearner learner, CancellationToken stop)
    {
        using var alone = new SingleProcess();
        using var feed = new ExampleFeed(source, plan, learner.CreateFrame, seen: 0, alone);
        long examples = 0;
        void Step()
        {
            stop.ThrowIfCancellationRequested();
            learner.ComputeGradient(feed.Next(), BatchPart.Whole(plan.BatchSize), plan.Schedule.Phases[0], examples);
            learner.Trainer.Apply(plan.Schedule.LearningRateAt(0));
            examples += plan.BatchSize;
        }

        Step(); // The first one also makes room, and no batch is drawn beside it yet.
        (long start, long before) = (Stopwatch.GetTimestamp(), examples);
        do
        {
            Step();
        }
        while (Stopwatch.GetElapsedTime(start) < AtLeast);

        return (examples - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
