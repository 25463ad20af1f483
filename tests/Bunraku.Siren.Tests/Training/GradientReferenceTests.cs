using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Siren.Tests.Reference;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Tests.Training;

/// <summary>
/// The gradient of the body network against finite differences of the specification in double precision. The loss is that of single
/// blocks, at the picture's corners, where the upsampling meets its borders, and inside it.
/// </summary>
[Trait("Category", "Slow")]
public sealed class GradientReferenceTests
{
    private const int Size = 512;
    private static readonly (int Row, int Column)[] Blocks = [(0, 15), (10, 5), (15, 0)];

    [Fact]
    public void The_gradient_of_every_tensor_equals_finite_differences()
    {
        BodyExample example = TrainingBatches.Body(1)[0];
        StateDict weights = TrainingBatches.Character.Weights.Body;
        var random = new Random(5);
        StateDict[] gradients = [.. Blocks.Select(block => Gradient(example, block))];
        for (int i = 0; i < weights.Entries.Count; i++)
        {
            (int row, int column) = Blocks[i % Blocks.Length];
            (string key, Tensor tensor) = weights.Entries[i];
            float[] gradient = gradients[i % Blocks.Length][key].Values;

            // Along the gradient's signs, mixed with noise: a direction in which something happens, and every value moves.
            double length = Math.Sqrt(gradient.Sum(value => (double)value * value) / gradient.Length);
            float[] direction = [.. gradient.Select(value => (float)(5e-7 * Math.Clamp((value / length) + random.NextDouble() - 0.5, -1, 1)))];
            StateDict above = Moved(weights, key, direction, 1), below = Moved(weights, key, direction, -1);
            double expected = Loss(example, above, row, column) - Loss(example, below, row, column);
            double actual = gradient.Select((value, k) => (double)value * ((double)above[key].Values[k] - below[key].Values[k])).Sum();
            Assert.True(Math.Abs(expected - actual) <= 0.01 * Math.Abs(expected), $"{key} in block {row}, {column}: {actual:g6}, not {expected:g6}");
        }
    }

    private static StateDict Gradient(BodyExample example, (int Row, int Column) block)
    {
        var sampling = new TileSampling(TrainingBatches.Mask((row, column) => (row, column) == block), 1, TrainingBatches.Never);
        using IBodyTrainer trainer = TrainingBatches.OpenBody(sampling);
        trainer.TakeStep([example], TrainingBatches.LossWeights, 0, samplingSeed: 1);
        return trainer.CopyGradients();
    }

    private static StateDict Moved(StateDict weights, string key, float[] direction, float sign) => new(weights.Entries.Select(entry =>
        entry.Key == key
            ? KeyValuePair.Create(key, new Tensor(entry.Value.Shape, [.. entry.Value.Values.Zip(direction, (value, step) => value + (sign * step))]))
            : entry));

    private static double Loss(BodyExample example, StateDict weights, int blockRow, int blockColumn)
    {
        var character = new CharacterModel(
            "moved", new CharacterPicture(example.Input), new StudentWeights(TrainingBatches.Character.Weights.Face, weights));
        var student = new ReferenceStudent(character, example.Pose);
        double loss = 0;
        for (int i = 0; i < TrainingBatches.BlockSize * TrainingBatches.BlockSize; i++)
        {
            int row = (blockRow * TrainingBatches.BlockSize) + (i / TrainingBatches.BlockSize);
            int column = (blockColumn * TrainingBatches.BlockSize) + (i % TrainingBatches.BlockSize);
            loss += PixelLoss(example, student, row, column);
        }

        return loss / (Size * Size);
    }

    private static double PixelLoss(BodyExample example, ReferenceStudent student, int row, int column)
    {
        double[] body = student.BodyAt(row, column), warped = student.WarpedAt(row, column);
        (double colors, double offsets) = (0, 0);
        for (int channel = 0; channel < 4; channel++)
        {
            int place = (((channel * Size) + row) * Size) + column;
            double blended = ((1 - body[2]) * warped[channel]) + (body[2] * body[3 + channel]);
            colors += TrainingBatches.LossWeights.Blended * Math.Abs(blended - example.Posed[place]);
            colors += TrainingBatches.LossWeights.Warped * Math.Abs(warped[channel] - example.Warped[place]);
            colors += TrainingBatches.LossWeights.ColorChange * Math.Abs(body[3 + channel] - example.Posed[place]);
        }

        for (int axis = 0; axis < 2; axis++)
        {
            int place = (((axis * Size) + row) * Size) + column;
            offsets += TrainingBatches.LossWeights.GridChange * Math.Abs(body[axis] - example.GridChange[place]);
        }

        return (colors / 4) + (offsets / 2);
    }
}
