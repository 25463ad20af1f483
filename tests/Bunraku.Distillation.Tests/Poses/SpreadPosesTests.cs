using Bunraku.Core.Poses;
using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Tests.Poses;

public sealed class SpreadPosesTests
{
    private static readonly SpreadPoses Few = new(new PoseSampler(), seed: 7, count: 250);

    [Fact]
    public void Every_parameter_reaches_both_ends_within_250_poses() => Assert.All(PoseParameters.All, parameter =>
    {
        float[] values = [.. Poses(Few).Select(pose => pose[parameter.Index])];
        Assert.Equal(parameter.Group.Minimum, values.Min());

        // Breathing is drawn from 0 to below 1.
        Assert.InRange(values.Max(), parameter.Group.Maximum - 0.01f, parameter.Group.Maximum);
    });

    [Fact]
    public void More_poses_continue_the_same_sequence() =>
        Assert.Equal(Poses(Few).Take(64), Poses(new SpreadPoses(new PoseSampler(), seed: 7, count: 64)));

    [Fact]
    public void Another_seed_gives_other_poses() => Assert.NotEqual(Few[0], new SpreadPoses(new PoseSampler(), seed: 8, count: 1)[0]);

    /// <summary>Measured: 0.0068 against 0.0156.</summary>
    [Fact]
    public void Few_poses_have_the_shares_of_the_source_more_exactly_than_as_many_at_random()
    {
        var sampler = new PoseSampler();
        Pose[] many = [.. Enumerable.Range(0, 20_000).Select(k => sampler.Example(99, k, 1))];
        double spread = Deviation([.. Poses(Few)], many);
        double random = Deviation([.. Enumerable.Range(0, Few.Count).Select(k => sampler.Example(7, k, 1))], many);

        Assert.True(spread < 0.6 * random, $"{spread} against {random}.");
    }

    private static IEnumerable<Pose> Poses(SpreadPoses poses) => Enumerable.Range(0, poses.Count).Select(k => poses[k]);

    /// <summary>How far the share of strong values of each parameter is from that in many poses, on average.</summary>
    private static double Deviation(Pose[] poses, Pose[] many) =>
        PoseParameters.All.Average(parameter => Math.Abs(Share(poses, parameter) - Share(many, parameter)));

    private static double Share(Pose[] poses, PoseParameter parameter) => poses.Average(pose => Math.Abs(pose[parameter.Index]) > 0.5 ? 1.0 : 0.0);
}
