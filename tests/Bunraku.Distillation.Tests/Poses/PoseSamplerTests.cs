using Bunraku.Core.Poses;
using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Tests.Poses;

/// <summary>The distribution that docs/distiller.md describes, on 20 000 poses.</summary>
public sealed class PoseSamplerTests
{
    private const int Count = 20_000;

    private static readonly Pose[] Poses = [.. Enumerable.Range(0, Count).Select(k => PoseSampler.Draw(7, (ulong)k))];

    [Fact]
    public void Every_value_is_in_its_range_and_every_range_is_covered()
    {
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            float[] values = [.. Poses.Select(pose => pose[parameter.Index])];
            Assert.True(values.All(parameter.Contains), parameter.Name);

            const int Bins = 20;
            float width = (parameter.Group.Maximum - parameter.Group.Minimum) / Bins;
            int[] histogram = new int[Bins];
            foreach (float value in values)
            {
                histogram[Math.Min(Bins - 1, (int)((value - parameter.Group.Minimum) / width))]++;
            }

            Assert.True(histogram.Min() >= Count / 1000, $"{parameter.Name}: a twentieth of its range comes only {histogram.Min()} times.");
        }
    }

    [Fact]
    public void Left_and_right_go_together()
    {
        foreach (PoseGroup group in PoseParameters.Groups.Where(group => group.IsTwoSided))
        {
            Pose[] moved = [.. Poses.Where(pose => pose[group.FirstIndex] > 0 || pose[group.FirstIndex + 1] > 0)];
            double equal = moved.Count(pose => pose[group.FirstIndex] == pose[group.FirstIndex + 1]) / (double)moved.Length;
            double oneSided = moved.Count(pose => pose[group.FirstIndex] == 0 || pose[group.FirstIndex + 1] == 0) / (double)moved.Length;

            Assert.InRange(equal, 0.3, 0.7);
            Assert.InRange(oneSided, 0.02, 0.3);
        }
    }

    [Fact]
    public void Neutral_and_extreme_faces_come_often()
    {
        double neutral = Share(pose => PoseParameters.All.Where(IsExpression).All(parameter => pose[parameter.Index] == 0));
        double extreme = Share(pose => PoseParameters.All.Where(IsExpression).Any(parameter => pose[parameter.Index] == 1));

        Assert.InRange(neutral, 0.07, 0.2);
        Assert.InRange(extreme, 0.3, 0.7);
    }

    [Fact]
    public void Vowels_come_mostly_alone()
    {
        PoseParameter[] vowels = [.. PoseParameters.All.Where(parameter => parameter.Name is "mouth_aaa" or "mouth_iii" or "mouth_uuu" or "mouth_eee" or "mouth_ooo" or "mouth_delta")];
        double open = Share(pose => vowels.Any(vowel => pose[vowel.Index] > 0));
        double several = Share(pose => vowels.Count(vowel => pose[vowel.Index] > 0) > 1);

        Assert.Equal(6, vowels.Length);
        Assert.InRange(several / open, 0.1, 0.4);
    }

    [Fact]
    public void Head_and_body_are_mostly_moderate_with_extremes()
    {
        foreach (string name in (string[])["head_x", "head_y", "neck_z", "body_y", "body_z"])
        {
            Assert.InRange(Share(pose => Math.Abs(pose[name]) < 0.5f), 0.5, 0.9);
            Assert.InRange(Share(pose => Math.Abs(pose[name]) == 1f), 0.03, 0.15);
        }
    }

    [Fact]
    public void A_pose_depends_on_seed_and_place_alone()
    {
        var sampler = new PoseSampler();

        Assert.Equal(Poses[123], sampler.Example(7, 123, 8));
        Assert.Equal(Poses[123], sampler.Example(7, 123, 1));
        Assert.NotEqual(Poses[123], sampler.Example(8, 123, 8));
        Assert.Empty(sampler.Samples(7, 100).Intersect(Poses));
        Assert.Empty(HeldOutPoses.Take(64).Intersect(Poses));
    }

    /// <summary>Another distribution would silently change every run that continues: then <c>PoseSampler.Version</c> must be raised.</summary>
    [Fact]
    public void The_distribution_is_that_of_version_1()
    {
        Assert.Equal("own sampler 1", new PoseSampler().Identity);
        Assert.Equal(KnownSum, Poses.Take(1000).Sum(pose => pose.Values.ToArray().Sum(value => (double)value)), 1e-3);
    }

    private const double KnownSum = 4761.8320487306955;

    private static bool IsExpression(PoseParameter parameter) =>
        parameter.Group.Category is PoseCategory.Eyebrow or PoseCategory.Eye or PoseCategory.IrisMorph or PoseCategory.Mouth;

    private static double Share(Func<Pose, bool> condition) => Poses.Count(condition) / (double)Count;
}
