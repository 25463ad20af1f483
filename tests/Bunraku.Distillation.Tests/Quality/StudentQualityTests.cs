using System.Text.Json;
using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Distillation.Quality;
using Bunraku.Siren;

namespace Bunraku.Distillation.Tests.Quality;

[Trait("Category", "Slow")]
public sealed class StudentQualityTests
{
    private static readonly CharacterModel Student = SyntheticCharacter.Create();

    [Fact]
    public void A_student_is_its_own_perfect_teacher()
    {
        using var teacher = new StudentPoser(Student);
        QualityReport report = StudentQuality.Measure(Student, teacher, "itself", SyntheticCharacter.Poses(2), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((200, 200, 1), (report.Frame!.MeanPsnrDb, report.Frame.MinPsnrDb, report.Frame.MeanSsim));
        Assert.Equal((200, 200, 1), (report.Face.MeanPsnrDb, report.Face.MinPsnrDb, report.Face.MeanSsim));
        Assert.Equal(("synthetic", "itself", 2), (report.Student, report.Teacher, report.Poses));
    }

    [Fact]
    public void The_worst_pose_and_the_mean_are_told_apart()
    {
        using var same = new StudentPoser(Student);
        Pose[] poses = SyntheticCharacter.Poses(3);
        var teacher = new PoserSketch((pose, frame) =>
        {
            same.Render(pose, frame);
            if (pose.Equals(poses[1]))
            {
                // Half the range off, or as far as the range goes.
                Shift(frame.Blended);
                Shift(frame.Face);
            }
        });

        QualityReport report = StudentQuality.Measure(Student, teacher, "other", poses, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([200, report.Frame!.MinPsnrDb, 200], report.Frame.PerPose.Select(pose => pose.PsnrDb));
        Assert.InRange(report.Frame.MinPsnrDb, 3, 12);
        Assert.Equal((400 + report.Frame.MinPsnrDb) / 3, report.Frame.MeanPsnrDb, 9);
        Assert.InRange(report.Face.MinPsnrDb, 3, 12);
        Assert.InRange(report.Frame.MinSsim, -1, 0.999);

        static void Shift(float[] values)
        {
            foreach (ref float value in values.AsSpan())
            {
                value += value < 0 ? 1f : -1f;
            }
        }
    }

    [Fact]
    public void The_face_alone_is_measured_without_the_body()
    {
        using var same = new StudentPoser(Student);
        var teacher = new PoserSketch((pose, frame) =>
        {
            Assert.True(frame.Request.IsFaceOnly);
            same.Render(pose, frame);
        });

        QualityReport report = StudentQuality.MeasureFace(Student, teacher, "itself", SyntheticCharacter.Poses(2), cancellation: TestContext.Current.CancellationToken);

        Assert.Null(report.Frame);
        Assert.Equal(200, report.Face.MeanPsnrDb);
    }

    [Fact]
    public void Measuring_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var teacher = new PoserSketch((_, _) => stop.Cancel());

        Assert.Throws<OperationCanceledException>(() =>
            StudentQuality.MeasureFace(Student, teacher, "slow", SyntheticCharacter.Poses(3), cancellation: stop.Token));
        Assert.Equal(1, teacher.Frames);
    }

    [Fact]
    public void The_json_has_the_documented_members()
    {
        var summary = QualitySummary.Of([new PictureQuality(30, 28, 0.9), new PictureQuality(40, 38, 1.0)]);
        JsonElement json = JsonDocument.Parse(new QualityReport("a", "b", 2, summary, summary).ToJson()).RootElement;

        Assert.Equal(35, json.GetProperty("frame").GetProperty("meanPsnrDb").GetDouble());
        Assert.Equal(30, json.GetProperty("face").GetProperty("minPsnrDb").GetDouble());
        Assert.Equal(33, json.GetProperty("frame").GetProperty("meanDisplayPsnrDb").GetDouble());
        Assert.Equal(0.95, json.GetProperty("frame").GetProperty("meanSsim").GetDouble(), 12);
        Assert.Equal(0.9, json.GetProperty("frame").GetProperty("minSsim").GetDouble());
        Assert.Equal(0.9, json.GetProperty("frame").GetProperty("perPose")[0].GetProperty("ssim").GetDouble());
        Assert.Equal(2, json.GetProperty("poses").GetInt32());
    }
}
