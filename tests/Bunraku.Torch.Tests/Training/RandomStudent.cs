using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;

namespace Bunraku.Torch.Tests.Training;

/// <summary>Student networks and poses at random, in the ranges of real ones.</summary>
internal static class RandomStudent
{
    public static StateDict Weights(ImmutableArray<TensorSpec> tensors, int seed)
    {
        var random = new Random(seed);
        return new StateDict(tensors.Select(spec =>
        {
            float scale = spec.Shape.Length == 4 ? MathF.Sqrt(6f / spec.Shape[1]) / 30f : 0.1f;
            return KeyValuePair.Create(spec.Key, new Tensor([.. spec.Shape], [.. Enumerable.Range(0, spec.Count).Select(_ => scale * ((2 * random.NextSingle()) - 1))]));
        }));
    }

    public static Pose Pose(int seed)
    {
        var random = new Random(seed);
        return Core.Poses.Pose.FromValues([.. PoseParameters.All.Select(p => float.Lerp(p.Group.Minimum, p.Group.Maximum, random.NextSingle()))]);
    }

    /// <summary>Fails unless every tensor is within a share of the expected one's length.</summary>
    public static void AssertClose(StateDict expected, StateDict actual, double tolerance)
    {
        foreach ((string key, Tensor tensor) in expected.Entries)
        {
            double distance = Math.Sqrt(tensor.Values.Zip(actual[key].Values).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2)));
            double length = Math.Sqrt(tensor.Values.Sum(value => (double)value * value));
            Assert.True(distance <= tolerance * length, $"{key}: {distance / length:g3} of its length apart, {tolerance:g3} allowed");
        }
    }
}
