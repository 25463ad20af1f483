using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources.Pointer;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class PointerSourceTests
{
    [Theory]
    [InlineData(1, 0, "head_y", -1)]
    [InlineData(1, 0, "iris_rotation_y", -1)]
    [InlineData(-1, 0, "head_y", 1)]
    [InlineData(-1, 0, "iris_rotation_y", 1)]
    [InlineData(0, 1, "head_x", -1)]
    [InlineData(0, 1, "iris_rotation_x", -1)]
    [InlineData(0, -1, "head_x", 1)]
    [InlineData(0, -1, "iris_rotation_x", 1)]
    public async Task Head_and_eyes_turn_to_the_side_where_the_pointer_is(double x, double y, string parameter, int sign)
    {
        var source = new PointerSource { Liveliness = 0 };
        source.Point(x, y);
        Pose pose = await PoseAfterAsync(source, pose => Math.Sign(Math.Round(pose[parameter], 1)) == sign);

        Assert.Equal(sign, Math.Sign(Math.Round(pose[parameter], 1)));
        Assert.True(pose.IsInRange);
    }

    [Fact]
    public async Task Pointer_that_is_no_number_is_ignored_and_one_far_away_is_limited()
    {
        var source = new PointerSource { Liveliness = 0 };
        source.Point(1000, 0);
        source.Point(double.NaN, 0);
        Pose pose = await PoseAfterAsync(source, pose => pose["head_y"] < -0.5f);

        Assert.InRange(pose["head_y"], -1, -0.5f);
    }

    private static async Task<Pose> PoseAfterAsync(PointerSource source, Func<Pose, bool> isThere)
    {
        using var stop = new CancellationTokenSource();
        Task run = source.RunAsync(stop.Token);
        var driver = new PuppetDriver(source.Latest, PuppetSettings.Default);
        Pose pose = Pose.Rest;
        for (int look = 0; look < 500 && !isThere(pose); look++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            pose = driver.PoseAt(FaceClock.TimeOf(TimeProvider.System)).Pose;
        }

        await stop.CancelAsync();
        await run;
        return pose;
    }
}
