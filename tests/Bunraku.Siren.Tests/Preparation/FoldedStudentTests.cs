using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Siren.Preparation;
using Bunraku.Siren.Tests.Reference;

namespace Bunraku.Siren.Tests.Preparation;

/// <summary>The folded algebra, computed in double precision, against the networks as they are published.</summary>
public sealed class FoldedStudentTests
{
    private static readonly CharacterModel Character = RandomCharacter.Create(seed: 41);
    private static readonly Pose Pose = RandomCharacter.CreatePose(seed: 42);
    private readonly FoldedStudent _student = new(Character.Weights);
    private readonly ReferenceStudent _reference = new(Character, Pose);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(127, 127)]
    [InlineData(64, 31)]
    public void A_pixel_of_the_face_equals_the_published_network(int row, int column) =>
        AssertClose(_reference.FaceAt(row, column), Apply(_student.FaceLast, Level(_student.FaceInput, _student.FaceHidden, [], row, column, 128, Pose.FaceValues)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(511, 511)]
    [InlineData(1, 510)]
    [InlineData(255, 256)]
    public void A_pixel_of_the_body_equals_the_published_network(int row, int column)
    {
        double[] features = Level(_student.FineInput, _student.FineHidden, Upsampled(MiddleProduct, row, column, 256), row, column, 512, Pose.Values);
        AssertClose(_reference.BodyAt(row, column), Apply(_student.BodyLast, features));
    }

    private double[] CoarseProduct(int row, int column) =>
        Apply(_student.MiddleFeatures, Level(_student.CoarseInput, _student.CoarseHidden, [], row, column, 128, Pose.Values));

    private double[] MiddleProduct(int row, int column) =>
        Apply(_student.FineFeatures, Level(_student.MiddleInput, _student.MiddleHidden, Upsampled(CoarseProduct, row, column, 128), row, column, 256, Pose.Values));

    private static double[] Upsampled(Func<int, int, double[]> below, int row, int column, int size)
    {
        (int farRow, int farColumn) = (Neighbour(row, size), Neighbour(column, size));
        double[] near = below(row / 2, column / 2), side = below(row / 2, farColumn), over = below(farRow, column / 2), far = below(farRow, farColumn);
        return [.. near.Select((value, i) => ((9 * value) + (3 * side[i]) + (3 * over[i]) + far[i]) / 16)];
    }

    private static int Neighbour(int index, int size) => Math.Clamp((index / 2) + (index % 2 == 0 ? -1 : 1), 0, size - 1);

    private static double[] Level(
        FoldedInput input, IEnumerable<FoldedLayer> hidden, double[] product, int row, int column, int size, ReadOnlySpan<float> pose)
    {
        float[] bias = new float[input.Channels];
        input.Bind(pose, bias);
        (double x, double y) = ((((2.0 * column) + 1) / size) - 1, (((2.0 * row) + 1) / size) - 1);
        double[] values = new double[input.Channels];
        for (int i = 0; i < values.Length; i++)
        {
            double below = product.Length == 0 ? 0 : product[i];
            values[i] = double.SinPi(below + bias[i] + (input.ColumnWeights.Span[i] * x) + (input.RowWeights.Span[i] * y));
        }

        foreach (FoldedLayer layer in hidden)
        {
            values = [.. Apply(layer, values).Select(double.SinPi)];
        }

        return values;
    }

    private static double[] Apply(FoldedLayer layer, double[] input)
    {
        double[] output = new double[layer.Outputs];
        for (int row = 0; row < output.Length; row++)
        {
            output[row] = layer.Bias.IsEmpty ? 0 : layer.Bias.Span[row];
            for (int k = 0; k < layer.Inputs; k++)
            {
                output[row] += layer.Matrix.Span[(row * layer.Inputs) + k] * input[k];
            }
        }

        return output;
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * Math.Max(1, Math.Abs(pair.First))));
}
