using Bunraku.Core.Poses;

namespace Bunraku.Benchmarks;

/// <summary>Poses in which every parameter is drawn again, uniformly from its published range.</summary>
internal static class RandomPoses
{
    /// <summary>The same seed gives the same poses.</summary>
    public static Pose[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Pose.FromValues(
            [.. PoseParameters.All.Select(parameter => float.Lerp(parameter.Group.Minimum, parameter.Group.Maximum, random.NextSingle()))]))];
    }
}
