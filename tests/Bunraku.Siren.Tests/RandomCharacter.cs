using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Siren.Tests;

/// <summary>A character of random weights in the ranges of real ones, for tests that need no particular picture.</summary>
internal static class RandomCharacter
{
    public static CharacterModel Create(int seed, float weightScale = 1f)
    {
        var random = new Random(seed);
        float[] picture = new float[4 * CharacterPicture.Size * CharacterPicture.Size];
        Fill(random, picture, 1f);
        return new CharacterModel(
            $"random-{seed}",
            new CharacterPicture(picture),
            new StudentWeights(Network(random, StudentNetworks.Face, weightScale), Network(random, StudentNetworks.Body, weightScale)));
    }

    public static Pose CreatePose(int seed)
    {
        var random = new Random(seed);
        return Pose.FromValues([.. PoseParameters.All.Select(p => p.Group.Minimum + ((p.Group.Maximum - p.Group.Minimum) * random.NextSingle()))]);
    }

    private static StateDict Network(Random random, ImmutableArray<LayerSpec> layers, float weightScale)
    {
        var entries = new List<KeyValuePair<string, Tensor>>();
        foreach (LayerSpec layer in layers)
        {
            float[] matrix = new float[layer.Outputs * layer.Inputs];
            float[] bias = new float[layer.Outputs];
            Fill(random, matrix, weightScale * MathF.Sqrt(6f / layer.Inputs) / 30f);
            Fill(random, bias, 0.1f);
            entries.Add(new(layer.KeyPrefix + ".weight", new Tensor([layer.Outputs, layer.Inputs, 1, 1], matrix)));
            entries.Add(new(layer.KeyPrefix + ".bias", new Tensor([layer.Outputs], bias)));
        }

        return new StateDict(entries);
    }

    private static void Fill(Random random, float[] values, float scale)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = scale * ((2f * random.NextSingle()) - 1f);
        }
    }
}
