using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
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

    private readonly Action<string> _say;
    private readonly IPoseSource _poses;
    private readonly Teacher _teacher;
    private readonly ITrainingBackend _backend;
    private readonly float[] _mask;
    private SupportMask? _support;

    private SpeedMeasurement(ConfigFile file, string device, int threads, Action<string> say)
    {
        _say = say;
        _poses = PoseSources.Open(file);
        _mask = FaceMask.Read(file.FaceMask).Values;
        _backend = TrainingBackends.Open(new BackendRequest(file.Config.Backend, device, threads));
        try
        {
            say("Loading the teacher");
            _teacher = TeacherCatalog.Open(TeacherRequest.Of(file, device, threads, say));
        }
        catch
        {
            _backend.Dispose();
            throw;
        }
    }

    /// <summary>Opens teacher and engine of a configuration.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="say">Told what is being done.</param>
    /// <exception cref="BadInputException">The configuration cannot be used, or its teacher is not there.</exception>
    public static SpeedMeasurement Open(ConfigFile file, Action<string> say) => Open(file, "auto", Environment.ProcessorCount, say);

    /// <inheritdoc cref="Open(ConfigFile, Action{string})"/>
    /// <param name="file">The configuration.</param>
    /// <param name="device">Where libtorch computes: auto, cpu, cuda or mps.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="say">Told what is being done.</param>
    public static SpeedMeasurement Open(ConfigFile file, string device, int threads, Action<string> say)
    {
        file.Check();
        return new SpeedMeasurement(file, device, threads, say);
    }

    /// <summary>Measures both networks, each for some seconds.</summary>
    /// <param name="config">The configuration that was opened, or one that differs from it in fields of <see cref="TrainingPresets"/>.</param>
    /// <param name="stop">Ends it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public TrainingSpeed Measure(DistillationConfig config, CancellationToken stop)
    {
        _say("Measuring steps of the face");
        RunPlan facePlan = RunPlan.ForFace(config);
        double face = Rate(facePlan, state => FaceLearner.Open(_backend, state, _mask, config.Sparsity, facePlan.Seed0), stop);
        TileSampling? sampling = config.Sparsity is { } probabilities ? new TileSampling(Support(stop), probabilities.Inside, probabilities.Outside) : null;
        _say("Measuring steps of the body");
        RunPlan body = RunPlan.ForBody(config);
        return new TrainingSpeed(face, Rate(body, state => new BodyLearner(_backend.OpenBody(state.Weights, state.Optimizer, sampling), body.Seed0), stop));
    }

    public void Dispose()
    {
        _teacher.Dispose();
        _backend.Dispose();
    }

    /// <summary>The same mask, kept in the same place, as the training will ask for.</summary>
    private SupportMask Support(CancellationToken stop)
    {
        if (_support is null)
        {
            _say("Finding the pixels that any pose can reach");
            _support = SupportMask.LoadOrCompute(_teacher, _teacher.Identity, cancellation: stop);
        }

        return _support;
    }

    private double Rate(RunPlan plan, Func<Runs.TrainingState, ILearner> open, CancellationToken stop)
    {
        using ILearner learner = open(plan.Begin());
        using var batches = new TeacherAhead(_teacher, _poses, plan.Seed0, plan.BatchSize, learner.CreateFrame, position: 0);
        long examples = 0;
        void Step()
        {
            stop.ThrowIfCancellationRequested();
            learner.TakeStep(batches.Next(), plan.Schedule.Phases[0], plan.Schedule.LearningRateAt(0), examples);
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
