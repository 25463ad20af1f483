using Bunraku.Core.Poses;

namespace Bunraku.Benchmarks.Tests;

public sealed class RandomPosesTests
{
    [Fact]
    public void Every_parameter_differs_from_one_pose_to_the_next_and_stays_in_its_range()
    {
        Pose[] poses = RandomPoses.Draw(seed: 1, count: 64);
        Assert.All(poses, pose => Assert.Empty(pose.OutOfRange()));
        foreach ((Pose first, Pose second) in poses.Zip(poses.Skip(1)))
        {
            Assert.All(PoseParameters.All, parameter => Assert.NotEqual(first[parameter.Index], second[parameter.Index]));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_poses() => Assert.Equal(RandomPoses.Draw(3, 5), RandomPoses.Draw(3, 5));
}
