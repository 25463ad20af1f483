using System.Collections;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Support;
using Bunraku.Siren.Training;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Training;

/// <summary>Networks, examples and masks for training tests that need no published character.</summary>
internal static class TrainingBatches
{
    public const int BlockSize = 32;
    public const int Blocks = 512 / BlockSize;

    /// <summary>A probability that no draw ever falls below.</summary>
    public const double Never = 1e-15;

    public static BodyLossWeights LossWeights { get; } = new(0.25, 0.25, 0.5, 2);

    public static CharacterModel Character { get; } = RandomCharacter.Create(11);

    public static float[] FaceMask { get; } = TrainingGoldenExamples.FaceMask();

    private static FaceExample[] FaceExamples { get; } =
        [.. Enumerable.Range(0, 4).Select(i => new FaceExample(RandomCharacter.CreatePose(30 + i), TrainingGoldenExamples.FaceTarget(i)))];

    private static BodyExample[] BodyExamples { get; } = [.. Enumerable.Range(0, 2).Select(i => new BodyExample(
        RandomCharacter.CreatePose(20 + i),
        TrainingGoldenExamples.BodyInput(i),
        TrainingGoldenExamples.BodyPosed(i),
        TrainingGoldenExamples.BodyWarped(i),
        TrainingGoldenExamples.BodyGridChange(i)))];

    /// <summary>So many examples, two different ones in turn.</summary>
    public static BodyExample[] Body(int count) => [.. Enumerable.Range(0, count).Select(i => BodyExamples[i % 2])];

    /// <summary>So many different examples, 4 at most.</summary>
    public static FaceExample[] Face(int count) => FaceExamples[..count];

    /// <summary>A mask of whole blocks.</summary>
    public static SupportMask Mask(Func<int, int, bool> containsBlock)
    {
        var pixels = new BitArray(512 * 512);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = containsBlock(i / 512 / BlockSize, i % 512 / BlockSize);
        }

        return new SupportMask(pixels);
    }

    public static IFaceTrainer OpenFace(SimdTrainingOptions? options = null)
    {
        using var backend = new SimdTrainingBackend(options);
        return backend.OpenFace(Character.Weights.Face, AdamState.NewFor(Character.Weights.Face), FaceMask);
    }

    public static IBodyTrainer OpenBody(TileSampling? sampling, SimdTrainingOptions? options = null)
    {
        using var backend = new SimdTrainingBackend(options);
        return backend.OpenBody(Character.Weights.Body, AdamState.NewFor(Character.Weights.Body), sampling);
    }

    /// <summary>The values of all tensors, one after the other.</summary>
    public static float[] Flat(StateDict tensors) => [.. tensors.Entries.SelectMany(entry => entry.Value.Values)];

    /// <summary>How far two tensors are apart, as a share of the first one's length.</summary>
    public static double RelativeDistance(float[] expected, IReadOnlyList<double> actual)
    {
        (double distance, double length) = (0, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            distance += (expected[i] - actual[i]) * (expected[i] - actual[i]);
            length += (double)expected[i] * expected[i];
        }

        return Math.Sqrt(distance / length);
    }
}
