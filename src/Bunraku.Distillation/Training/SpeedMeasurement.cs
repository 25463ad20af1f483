using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Support;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>Takes a few real steps of a configuration and throws their result away.</summary>
public static class SpeedMeasurement
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(2);

    /// <summary>Measures both networks, each for some seconds.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Ends it between two steps.</param>
    /// <exception cref="BadInputException">The configuration cannot be used, or its teacher is not there.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static TrainingSpeed Measure(ConfigFile file, Action<string> say, CancellationToken stop)
    {
        file.Check();
        int threads = Environment.ProcessorCount;
        IPoseSource poses = PoseSources.Open(file);
        say("Loading the teacher");
        using Teacher teacher = RunTeacher.Open(file, threads, say);
        using ITrainingBackend backend = DistillerParts.Real.OpenBackend(new BackendRequest(file.Config.Backend, "auto", threads));

        say("Measuring steps of the face");
        float[] mask = FaceMask.Read(file.FaceMask).Values;
        TrainingPlan facePlan = TrainingPlan.ForFace(file.Config);
        double face = Rate(facePlan, teacher, poses, state => FaceLearner.Open(backend, state, mask, file.Config.Sparsity, facePlan.Seed0), stop);

        TileSampling? sampling = null;
        if (file.Config.Sparsity is { } probabilities)
        {
            say("Finding the pixels that any pose can reach");
            sampling = new TileSampling(SupportMask.Of(teacher, cancellation: stop), probabilities.Inside, probabilities.Outside);
        }

        say("Measuring steps of the body");
        TrainingPlan body = TrainingPlan.ForBody(file.Config);
        return new TrainingSpeed(face, Rate(body, teacher, poses, state => new BodyLearner(backend.OpenBody(state.Weights, state.Optimizer, sampling), body.Seed0), stop));
    }

    private static double Rate(TrainingPlan plan, Teacher teacher, IPoseSource poses, Func<Runs.TrainingState, ILearner> open, CancellationToken stop)
    {
        using ILearner learner = open(plan.Begin());
        using var batches = new TeacherAhead(teacher, poses, plan.Seed0, plan.BatchSize, learner.CreateFrame, position: 0);
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
