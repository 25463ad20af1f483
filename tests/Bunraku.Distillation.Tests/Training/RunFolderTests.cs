using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Training;

/// <summary>What a run leaves in its folder.</summary>
public sealed class RunFolderTests
{
    [Fact]
    public void Files_are_those_of_the_published_program_and_ours()
    {
        using var run = new TestRun();
        run.Train();

        Assert.Equal(
            ["0000", "0001", "0002", "0003"],
            Directory.GetDirectories(run["run", "face_morpher", "checkpoint"]).Select(Path.GetFileName).Where(name => name!.Length == 4).Order());
        Assert.Equal(["0000", "0001", "0002"], Directory.GetDirectories(run["run", "body_morpher", "checkpoint"]).Select(Path.GetFileName).Where(name => name!.Length == 4).Order());
        Assert.Equal("16\n", File.ReadAllText(run["run", "face_morpher", "checkpoint", "0002", "examples_seen_so_far.txt"]));
        Assert.Equal("20\n", File.ReadAllText(run["run", "face_morpher", "checkpoint", "0003", "examples_seen_so_far.txt"]));
        Assert.Equal(
            ["examples_seen_so_far.txt", "module_module.pt", "optimizer_module.pt", "state.json"],
            Directory.GetFiles(run["run", "face_morpher", "snapshot"]).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(run["run", "config.yaml"]));
    }

    [Fact]
    public void Character_has_the_last_networks_and_the_picture_byte_for_byte()
    {
        using var run = new TestRun();
        run.Train();

        Assert.Equal(File.ReadAllBytes(run["character.png"]), File.ReadAllBytes(run["run", "character_model", "character.png"]));
        Assert.Equal(File.ReadAllBytes(run["run", "face_morpher", "checkpoint", "0003", "module_module.pt"]), File.ReadAllBytes(run["run", "character_model", "face_morpher.pt"]));
        Assert.Equal(File.ReadAllBytes(run["run", "body_morpher", "checkpoint", "0002", "module_module.pt"]), File.ReadAllBytes(run["run", "character_model", "body_morpher.pt"]));
        Assert.Equal("run", CharacterModel.Load(run["run", "character_model"]).Name);
    }

    [Fact]
    public void Before_the_body_has_learnt_the_character_keeps_still_but_for_its_face()
    {
        using var run = new TestRun();
        run.Train("8");

        CharacterModel character = CharacterModel.Load(run["run", "character_model"]);

        Assert.All(character.Weights.Body["last_linear.weight"].Values, value => Assert.Equal(0f, value));
        Assert.All(character.Weights.Body["last_linear.bias"].Values, value => Assert.Equal(0f, value));
        StateComparison.AssertSame(run.State(NetworkRun.Face).Weights, character.Weights.Face);
    }

    [Fact]
    public void A_changed_schedule_is_refused_by_name_and_kept_apart_with_fresh()
    {
        using var run = new TestRun();
        run.Train("4");
        run.Fields["schedule"] = TestRun.Schedule(face: 40, body: 12);

        var refusal = Assert.Throws<BadInputException>(() => run.Train());
        Assert.Contains("Changed: schedule", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", refusal.Message, StringComparison.Ordinal);

        Assert.Equal(RunState.Stopped, run.Train("2", fresh: true));
        Assert.Equal(2, run.State(NetworkRun.Face).ExamplesSeen);
        string kept = Assert.Single(Directory.GetDirectories(run["run", "replaced"]));
        Assert.True(File.Exists(Path.Combine(kept, "face_morpher", "snapshot", "state.json")));
    }

    [Fact]
    public void A_field_that_came_after_a_run_began_counts_as_its_default()
    {
        using var run = new TestRun();
        run.Train("4");
        RunRecord begun = RunRecord.Read(run.Folder)!;
        (begun with { Config = begun.Config.Where(field => field.Key != "initial_weights").ToDictionary() }).Write(run.Folder);

        Assert.Equal(RunState.Stopped, run.Train("2"));
        run.Fields["initial_weights"] = "tuned";
        Assert.Contains("Changed: initial_weights (published became tuned)", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_records_the_phases_of_a_schedule_whose_name_may_mean_something_else_later()
    {
        using var run = new TestRun();
        run.Fields["schedule"] = "quick";
        run.Train("2");

        Assert.Contains("until: 12000", RunRecord.Read(run.Folder)!.Config["schedule"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_picture_is_refused()
    {
        using var run = new TestRun();
        run.Train("4");
        File.AppendAllText(run["character.png"], "x");

        Assert.Contains("the character picture", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_machine_is_concerned_with_may_change()
    {
        using var run = new TestRun();
        run.Train("4");
        run.Fields["num_cpu_workers"] = "3";
        run.Fields["snapshot_interval"] = "2";
        run.Fields["face_morpher_num_training_examples_per_sample_output"] = "null";
        run.Fields["backend"] = "simd";

        Assert.Equal(RunState.Stopped, run.Train("2"));
        Assert.Equal(6, run.State(NetworkRun.Face).ExamplesSeen);
    }

    [Fact]
    public void States_of_the_published_program_are_not_written_over()
    {
        using var run = new TestRun();
        Directory.CreateDirectory(run["run", "face_morpher", "checkpoint", "0003"]);

        Assert.Contains("did not start", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Stopped, run.Train("2", fresh: true));
    }

    [Fact]
    public void A_second_process_on_the_same_run_is_refused()
    {
        using var run = new TestRun();
        string? refusal = null;
        run.Backend.OnStep = _ => refusal ??= Assert.Throws<BadInputException>(() => run.Open().Train(run.Stop)).Message;

        run.Train("2");

        Assert.Contains($"another process (process {Environment.ProcessId}) is training this run", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_says_how_far_it_is_and_that_a_process_is_gone()
    {
        using var run = new TestRun();
        RunStatus? during = null;
        run.Backend.OnStep = _ => during = RunStatus.Read(run.Folder);
        run.Train("6");

        Assert.Equal(RunState.Running, during!.State);
        Assert.Equal(("face_morpher", 20L, Environment.ProcessId), (during.Network, during.ExamplesTotal, during.Pid));
        (during with { State = RunState.Running }).TryWrite(run.Folder);
        Assert.Equal(RunState.Interrupted, RunStatus.Read(run.Folder)!.State);
    }
}
