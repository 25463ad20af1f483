using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Tests.Training;

/// <summary>A batch that is split over several trainers, as the processes of a cluster do.</summary>
[Trait("Category", "Slow")]
public sealed class BatchPartTrainingTests
{
    private static readonly TileSampling Sparse = new(TrainingBatches.Mask((row, _) => row > 3), 0.1, 0.03);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_number_of_processes_trains_a_face_to_the_same_bits(int size)
    {
        FaceExample[] batch = [.. TrainingBatches.Face(4), .. TrainingBatches.Face(1)];
        using IFaceTrainer whole = OpenFace();
        IFaceTrainer[] trainers = [.. Enumerable.Range(0, size).Select(_ => OpenFace())];
        for (ulong step = 0; step < 3; step++)
        {
            whole.TakeStep(batch, 1e-4, step);
            Step(trainers, batch.Length, (trainer, part) => trainer.ComputeGradient(batch[part.First..part.End], part, step));
        }

        AssertSame(whole, trainers);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_processes_trains_a_body_to_the_same_bits(int size)
    {
        BodyExample[] batch = TrainingBatches.Body(4);
        using IBodyTrainer whole = TrainingBatches.OpenBody(Sparse);
        IBodyTrainer[] trainers = [.. Enumerable.Range(0, size).Select(_ => TrainingBatches.OpenBody(Sparse))];
        for (ulong step = 0; step < 2; step++)
        {
            whole.TakeStep(batch, TrainingBatches.LossWeights, 1e-4, step);
            Step(trainers, batch.Length, (trainer, part) => trainer.ComputeGradient(batch[part.First..part.End], part, TrainingBatches.LossWeights, step));
        }

        AssertSame(whole, trainers);
    }

    [Fact]
    public void The_losses_of_the_parts_are_that_of_the_batch()
    {
        FaceExample[] batch = TrainingBatches.Face(4);
        using IFaceTrainer trainer = OpenFace();
        double whole = trainer.ComputeGradient(batch, BatchPart.Whole(4), 1).Total;
        double left = trainer.ComputeGradient(batch[..1], new BatchPart(0, 1, 4), 1).Total, right = trainer.ComputeGradient(batch[1..], new BatchPart(1, 3, 4), 1).Total;

        Assert.Equal(whole, left + right, whole * 1e-12);
    }

    private static IFaceTrainer OpenFace()
    {
        using var backend = new SimdTrainingBackend(new SimdTrainingOptions { Threads = 2 });
        StateDict weights = TrainingBatches.Character.Weights.Face;
        return backend.OpenFace(weights, AdamState.NewSoapFor(weights), TrainingBatches.FaceMask, new FaceSampling(0.12, 0.04));
    }

    private static void Step<TTrainer>(TTrainer[] trainers, int batch, Action<TTrainer, BatchPart> compute)
        where TTrainer : IStudentTrainer
    {
        int floats = trainers[0].GradientFloats;
        var rows = new List<float>();
        for (int rank = 0; rank < trainers.Length; rank++)
        {
            var part = BatchPart.Of(rank, trainers.Length, batch);
            compute(trainers[rank], part);
            float[] sums = new float[SumTree.NodesOf(part).Length * floats];
            trainers[rank].CopySums(sums);
            rows.AddRange(sums);
        }

        float[] all = [.. rows];
        SharedSum.Fold(batch, trainers.Length, all, floats);
        foreach (TTrainer trainer in trainers)
        {
            trainer.SetGradient(all.AsSpan(0, floats));
            trainer.Apply(1e-4);
        }
    }

    private static void AssertSame(IStudentTrainer whole, IEnumerable<IStudentTrainer> trainers)
    {
        foreach (IStudentTrainer trainer in trainers)
        {
            Assert.Equal(TrainingBatches.Flat(whole.CopyWeights()), TrainingBatches.Flat(trainer.CopyWeights()));
            Assert.Equal(TrainingBatches.Flat(whole.CopyOptimizer().Second), TrainingBatches.Flat(trainer.CopyOptimizer().Second));
            trainer.Dispose();
        }
    }
}
