using Bunraku.Core.Errors;
using Bunraku.Core.Poses;

namespace Bunraku.Core.Tests.Poses;

public sealed class PoseTests
{
    [Fact]
    public void The_table_has_45_parameters_in_30_groups_of_8_categories()
    {
        Assert.Equal(PoseParameters.Count, PoseParameters.All.Length);
        Assert.Equal(Enumerable.Range(0, 45), PoseParameters.All.Select(parameter => parameter.Index));
        Assert.Equal(45, PoseParameters.All.Select(parameter => parameter.Name).Distinct().Count());
        Assert.Equal(15, PoseParameters.Groups.Count(group => group.IsTwoSided));
        Assert.Equal(15, PoseParameters.Groups.Count(group => !group.IsTwoSided));
        Assert.Equal(Enum.GetValues<PoseCategory>(), PoseParameters.Groups.Select(group => group.Category).Distinct().Order());
    }

    [Fact]
    public void The_default_is_rest_with_the_mouth_open()
    {
        Assert.Equal(Pose.Rest.With("mouth_aaa", 1f), Pose.Default);
        Assert.All(Pose.Rest.Values.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void A_pose_is_compared_by_value()
    {
        Pose one = Pose.Rest.With("head_y", 0.5f);
        Pose other = Pose.FromValues(one.Values);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Pose.Rest);
    }

    [Fact]
    public void Changing_a_copy_leaves_the_pose_alone()
    {
        float[] values = new float[45];
        Pose pose = Pose.FromValues(values);
        values[0] = 1f;
        pose.With("head_y", 1f);
        Assert.Equal(Pose.Rest, pose);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_value_that_is_not_finite_is_bad_input(float value)
    {
        Assert.Contains("head_y", Assert.Throws<BadInputException>(() => Pose.Rest.With("head_y", value)).Message, StringComparison.Ordinal);
        float[] values = new float[45];
        values[40] = value;
        Assert.Contains("head_y", Assert.Throws<BadInputException>(() => Pose.FromValues(values)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_values_and_an_unknown_name_are_bad_input()
    {
        Assert.Contains("44", Assert.Throws<BadInputException>(() => Pose.FromValues(new float[44])).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean head_y?", Assert.Throws<BadInputException>(() => Pose.Rest["head_Y"]).Message, StringComparison.Ordinal);
    }
}
