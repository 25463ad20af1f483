using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Tests.Training;

/// <summary>Native memory is never used after it was freed: before, each of these calls ended the process or read foreign memory.</summary>
public sealed class DisposedTrainerTests
{
    private static readonly StateDict Weights = TrainingBatches.Character.Weights.Face;

    public static TheoryData<string, Action<IStudentTrainer>> Calls => new()
    {
        { "step", TakeStep },
        { nameof(IStudentTrainer.CopyWeights), trainer => trainer.CopyWeights() },
        { nameof(IStudentTrainer.CopyOptimizer), trainer => trainer.CopyOptimizer() },
        { nameof(IStudentTrainer.CopyGradients), trainer => trainer.CopyGradients() },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Every_call_after_disposal_is_refused(string name, Action<IStudentTrainer> call)
    {
        using var backend = new SimdTrainingBackend();
        IStudentTrainer[] trainers =
        [
            backend.OpenFace(Weights, AdamState.NewFor(Weights), TrainingBatches.FaceMask, new FaceSampling(0.1, 0.1)),
            backend.OpenFace(Weights, AdamState.NewSoapFor(Weights), TrainingBatches.FaceMask, new FaceSampling(0.1, 0.1)),
            TrainingBatches.OpenBody(new TileSampling(TrainingBatches.Mask((_, _) => true), 0.05, 0.05)),
        ];
        foreach (IStudentTrainer trainer in trainers)
        {
            trainer.CopyWeights();
            trainer.Dispose();
            trainer.Dispose();
            Assert.Throws<ObjectDisposedException>(() => call(trainer));
        }

        Assert.NotEmpty(name);
    }

    [Fact]
    public async Task A_trainer_may_be_disposed_while_it_takes_a_step()
    {
        using var backend = new SimdTrainingBackend(new SimdTrainingOptions { Threads = 2 });
        IFaceTrainer trainer = backend.OpenFace(Weights, AdamState.NewSoapFor(Weights), TrainingBatches.FaceMask, new FaceSampling(0.1, 0.1));
        using var begun = new ManualResetEventSlim();
        var steps = Task.Run(() =>
        {
            for (int step = 0; step < 1000; step++)
            {
                trainer.TakeStep(TrainingBatches.Face(1), 1e-4, samplingSeed: 1);
                begun.Set();
            }
        }, TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        trainer.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => steps);
    }

    private static void TakeStep(IStudentTrainer trainer)
    {
        if (trainer is IFaceTrainer face)
        {
            face.TakeStep(TrainingBatches.Face(1), 1e-4, samplingSeed: 1);
        }
        else
        {
            ((IBodyTrainer)trainer).TakeStep(TrainingBatches.Body(1), TrainingBatches.LossWeights, 1e-4, samplingSeed: 1);
        }
    }
}
