using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Tests.Fakes;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Runs;

public sealed class RunSpaceTests
{
    /// <summary>The room for logs and sample pictures does not concern the states.</summary>
    private const long Besides = 9_000_000;

    [Theory]
    [InlineData("adam")]
    [InlineData("soap")]
    public void The_estimate_holds_the_states_that_a_run_really_keeps(string optimizer)
    {
        using var run = new TestRun();
        run.Fields["optimizer"] = optimizer;
        run.Fields["face_morpher_num_training_examples_per_sample_output"] = "null";
        run.Fields["body_morpher_num_training_examples_per_sample_output"] = "null";
        DistillationConfig config = ConfigFile.Load(run.WriteConfig()).Config;
        run.Train();
        long real = new DirectoryInfo(run.Folder.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

        Assert.InRange(RunSpace.Of(config) - Besides, 0.9 * real, 1.5 * real);
    }

    [Fact]
    public void Sample_pictures_and_checkpoints_count_and_what_is_there_is_not_needed_again()
    {
        using var run = new TestRun();
        var published = new DistillationConfig();
        DistillationConfig without = published with { Face = published.Face with { SampleInterval = null }, Body = published.Body with { SampleInterval = null } };

        Assert.InRange(RunSpace.Of(published), 1_000_000_000, 2_000_000_000);
        Assert.InRange(RunSpace.Of(without), 100_000_000, 400_000_000);
        Assert.Equal(RunSpace.Of(published), RunSpace.Needed(published, run.Folder));
        Directory.CreateDirectory(run["run", "face_morpher"]);
        File.WriteAllBytes(run["run", "face_morpher", "log"], new byte[5_000_000]);
        Assert.Equal(RunSpace.Of(published) - 5_000_000, RunSpace.Needed(published, run.Folder));
    }

    [Fact]
    public void Too_little_room_is_one_sentence_with_both_numbers()
    {
        Assert.Equal(
            "The training needs about 1.4 GB more in /runs/mika, but only 230 MB are free there: free some space, or choose fewer sample pictures and checkpoints.",
            RunSpace.Problem("/runs/mika", 1_400_000_000, 229_500_000)?.ToString());
        Assert.Null(RunSpace.Problem("/runs/mika", 1_400_000_000, 1_400_000_000));
        Assert.Null(RunSpace.Problem("/runs/mika", 1_400_000_000, free: null));
    }

    [Fact]
    public void The_free_space_of_a_folder_is_known_and_that_of_nothing_is_not()
    {
        using var run = new TestRun();
        Assert.True(RunSpace.FreeAt(run.Folder.Path) > 0);
        Assert.Null(RunSpace.FreeAt(run["absent", "folder"]));
    }
}
