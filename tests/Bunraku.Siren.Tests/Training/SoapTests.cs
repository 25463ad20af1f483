using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Training;
using Bunraku.Siren.Training.Simd;
using Bunraku.Siren.Training.Simd.Soap;

namespace Bunraku.Siren.Tests.Training;

public sealed unsafe class SoapTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(35)]
    public void Its_steps_are_those_of_a_plain_implementation_in_double_precision(int size)
    {
        const double Rate = 1e-2;
        (int outputs, int inputs) = (size, size);
        ImmutableArray<LayerSpec> layers = [StudentNetworks.Face[0] with { Outputs = outputs, Inputs = inputs }];
        var random = new Random(3);
        float[] start = [.. Enumerable.Range(0, outputs * inputs).Select(_ => (float)random.NextDouble())];
        var weights = new StateDict(
        [
            new($"{layers[0].KeyPrefix}.weight", new Tensor([outputs, inputs, 1, 1], start)),
            new($"{layers[0].KeyPrefix}.bias", new Tensor([outputs], new float[outputs])),
        ]);
        using var memory = new EngineMemory(1 << 20);
        AdamState state = AdamState.NewSoapFor(weights);
        var network = new TrainedNetwork(layers, weights, state, memory);
        var soap = new SoapLayer<Lanes128, Vector128<float>>(network, 0, outputs, inputs, SoapState.Find(state.Preconditioners!, layers[0]), memory);
        var reference = new PlainSoap(outputs, inputs, start);
        for (int step = 1; step <= 25; step++)
        {
            // Far from singular, because what spans the rest of a singular matrix is left to rounding.
            float[] gradient = [.. Enumerable.Range(0, size * size).Select(i => (float)(((random.NextDouble() - 0.5) / size) + (i % (size + 1) == 0 ? 1 + (i / (double)(size * size)) : 0)))];
            gradient.CopyTo(new Span<float>(network.Gradient, gradient.Length));
            soap.Update(step, Rate);
            reference.Step(gradient, Rate);
            if (step == 1)
            {
                Assert.Equal(start, new Span<float>(network.Values, start.Length).ToArray());
            }
        }

        Assert.InRange(TrainingBatches.RelativeDistance(new Span<float>(network.Values, start.Length).ToArray(), reference.Weights), 0, 2e-4);
        Assert.InRange(TrainingBatches.RelativeDistance(start, reference.Weights), 0.1, 10);
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(40, 15)]
    [InlineData(3, 3)]
    public void Any_matrix_becomes_an_orthonormal_basis(int size, int dependentRows)
    {
        using var memory = new EngineMemory(1 << 14);
        var matrix = new PaddedMatrix(memory, size, size);
        var random = new Random(5);
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                // The last rows repeat the first, or are zero where there is none to repeat.
                bool repeats = row >= size - dependentRows;
                matrix[row, column] = !repeats ? (float)((random.NextDouble() - 0.5) * Math.Pow(10, -row / 8.0)) : row - (size - dependentRows) < size - dependentRows ? matrix[row - (size - dependentRows), column] : 0f;
            }
        }

        Orthonormal<Lanes256, Vector256<float>>.Run(matrix);

        for (int row = 0; row < size; row++)
        {
            for (int other = 0; other <= row; other++)
            {
                double dot = Enumerable.Range(0, size).Sum(k => (double)matrix[row, k] * matrix[other, k]);
                Assert.Equal(row == other ? 1 : 0, dot, 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(7, 41, 90)]
    [InlineData(32, 64, 33)]
    public void Products_are_right_for_all_sizes(int rows, int depth, int columns)
    {
        using var memory = new EngineMemory(1 << 20);
        PaddedMatrix left = Fill(memory, rows, depth, 1), right = Fill(memory, depth, columns, 2), turned = new(memory, depth, rows);
        turned.SetTransposed(left);
        PaddedMatrix product = new(memory, rows, columns), same = new(memory, rows, columns);

        MatrixProduct<Lanes128, Vector128<float>>.Run(left, right, product);
        MatrixProduct<LanesScalar, float>.RunTransposed(turned, right, same);

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double expected = Enumerable.Range(0, depth).Sum(k => (double)left[row, k] * right[k, column]);
                Assert.Equal(expected, product[row, column], 1e-4);
                Assert.Equal(expected, same[row, column], 1e-4);
            }
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Twelve_steps_equal_six_and_six_more_of_a_reopened_trainer_whatever_the_threads()
    {
        FaceExample[] batch = TrainingBatches.Face(2);
        using IFaceTrainer straight = OpenFace(1, state: null);
        using IFaceTrainer first = OpenFace(2, state: null);
        for (int step = 0; step < 12; step++)
        {
            straight.TakeStep(batch, 1e-4, (ulong)step);
        }

        for (int step = 0; step < 6; step++)
        {
            first.TakeStep(batch, 1e-4, (ulong)step);
        }

        using IFaceTrainer second = OpenFace(3, (first.CopyWeights(), first.CopyOptimizer()));
        for (int step = 6; step < 12; step++)
        {
            second.TakeStep(batch, 1e-4, (ulong)step);
        }

        Assert.Equal(TrainingBatches.Flat(straight.CopyWeights()), TrainingBatches.Flat(second.CopyWeights()));
        Assert.Equal(TrainingBatches.Flat(straight.CopyOptimizer().Preconditioners!), TrainingBatches.Flat(second.CopyOptimizer().Preconditioners!));
        Assert.Equal(TrainingBatches.Flat(straight.CopyOptimizer().Second), TrainingBatches.Flat(second.CopyOptimizer().Second));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void It_learns_faster_than_Adam()
    {
        double adam = LossAfter(AdamState.NewFor(TrainingBatches.Character.Weights.Face));
        double soap = LossAfter(AdamState.NewSoapFor(TrainingBatches.Character.Weights.Face));
        Assert.True(soap < 0.7 * adam, $"SOAP came to {soap}, Adam to {adam}");
    }

    private static double LossAfter(AdamState state)
    {
        using IFaceTrainer trainer = OpenFace(2, (TrainingBatches.Character.Weights.Face, state));
        FaceExample[] batch = TrainingBatches.Face(4);
        double loss = 0;
        for (int step = 0; step < 40; step++)
        {
            loss = trainer.TakeStep(batch, 2e-4, (ulong)step).Total;
        }

        return loss;
    }

    private static IFaceTrainer OpenFace(int threads, (StateDict Weights, AdamState Optimizer)? state)
    {
        using var backend = new SimdTrainingBackend(new SimdTrainingOptions { Threads = threads });
        StateDict untrained = TrainingBatches.Character.Weights.Face;
        return backend.OpenFace(state?.Weights ?? untrained, state?.Optimizer ?? AdamState.NewSoapFor(untrained), TrainingBatches.FaceMask, new FaceSampling(0.3, 0.1));
    }

    private static PaddedMatrix Fill(EngineMemory memory, int rows, int columns, int seed)
    {
        var matrix = new PaddedMatrix(memory, rows, columns);
        var random = new Random(seed);
        for (int i = 0; i < rows * columns; i++)
        {
            matrix[i / columns, i % columns] = (float)random.NextDouble() - 0.5f;
        }

        return matrix;
    }
}
