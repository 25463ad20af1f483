using Bunraku.Core.Images;
using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Training;

/// <summary>What a training leaves to look at.</summary>
[Trait("Category", "Slow")]
public sealed class TrainingWatchTests
{
    [Fact]
    public void A_run_leaves_its_curve_sample_pictures_and_quality()
    {
        using var run = new TestRun { OpenWatch = request => new TrainingWatch(request) };
        run.Fields["schedule"] = TestRun.Schedule(face: 8, body: 2);
        run.Train("8");

        IReadOnlyList<CurvePoint> losses = LossHistory.Read(run.Folder.Log(NetworkRun.Face))[TrainingTags.Loss];
        Assert.Equal([0L, 2, 4, 6], losses.Select(point => point.ExamplesSeen));
        Assert.All(losses, point => Assert.Equal(1.5, point.Value));

        string picture = Assert.Single(Directory.GetFiles(run.Folder.SampleOutputs(NetworkRun.Face)));
        Assert.Equal("sample_output_0000000008.png", Path.GetFileName(picture));
        Assert.Equal((512, 512), (PngFile.Read(picture).Width, PngFile.Read(picture).Height));

        QualityLine quality = Assert.Single(new QualityLog(run.Folder.Quality).Read());
        Assert.Equal(("face_morpher", 8L, 16), (quality.Network, quality.ExamplesSeen, quality.Poses));
        Assert.Contains("PSNR", RunStatus.Read(run.Folder)!.Quality, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_shown_is_a_warning_and_the_training_goes_on()
    {
        using var run = new TestRun { OpenWatch = request => new TrainingWatch(request) };
        run.Fields["schedule"] = TestRun.Schedule(face: 8, body: 2);
        Directory.CreateDirectory(run["run", "face_morpher"]);
        File.WriteAllText(run["run", "face_morpher", "sample_outputs"], "in the way");
        File.WriteAllText(run["run", "face_morpher", "log"], "in the way");

        Assert.Equal(RunState.Stopped, run.Train("8"));

        Assert.Equal(8, run.State(NetworkRun.Face).ExamplesSeen);
        Assert.Equal(2, run.Said.Count(line => line.StartsWith("warning: ", StringComparison.Ordinal) && line.EndsWith("Training continues.", StringComparison.Ordinal)));
    }
}
