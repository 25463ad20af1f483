using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Runs;

/// <summary>Saved states that are torn, damaged or of another run.</summary>
public sealed class DamagedStateTests
{
    [Theory]
    [InlineData("module_module.pt")]
    [InlineData("optimizer_module.pt")]
    [InlineData("examples_seen_so_far.txt")]
    [InlineData("state.json")]
    public void A_torn_snapshot_is_passed_over_for_the_one_before_it(string file)
    {
        using var run = new TestRun();
        run.Train("8");
        string path = run["run", "face_morpher", "snapshot", file];
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        Directory.Delete(run["run", "face_morpher", "checkpoint", "0001"], recursive: true);

        run.Train("2");

        // Snapshots were at 4 and at 8; the checkpoint at 8 would be as new, so it is out of the way.
        Assert.Contains(run.Said, line => line.Contains("passed over", StringComparison.Ordinal) && line.Contains("snapshot", StringComparison.Ordinal));
        Assert.Equal(6, run.State(NetworkRun.Face).ExamplesSeen);
    }

    [Fact]
    public void A_flipped_bit_is_noticed()
    {
        using var run = new TestRun();
        run.Train("4");
        string path = run["run", "face_morpher", "snapshot", "module_module.pt"];
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^5000] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal("module_module.pt is missing or is not as it was written", StateManifest.ReadVerified(run["run", "face_morpher", "snapshot"]).Problem);
    }

    [Fact]
    public void Without_a_snapshot_the_latest_checkpoint_is_used()
    {
        using var run = new TestRun();
        run.Train("14");
        Directory.Delete(run["run", "face_morpher", "snapshot"], recursive: true);
        Directory.Delete(run["run", "face_morpher", "snapshot.old"], recursive: true);

        Assert.Equal(8, run.State(NetworkRun.Face).ExamplesSeen);
    }

    [Fact]
    public void A_snapshot_that_was_only_written_beside_its_place_is_used()
    {
        using var run = new TestRun();
        run.Train("6");
        Directory.Move(run["run", "face_morpher", "snapshot"], run["run", "face_morpher", "snapshot.new"]);

        Assert.Equal(6, run.State(NetworkRun.Face).ExamplesSeen);
    }

    /// <summary>The first kill came between two renames, the second while the next state was written.</summary>
    [Fact]
    public void The_newest_state_survives_a_second_kill()
    {
        using var run = new TestRun();
        run.Train("6");
        Directory.Move(run["run", "face_morpher", "snapshot"], run["run", "face_morpher", "snapshot.new"]);
        File.WriteAllText(run["run", "face_morpher", ".bunraku-swap"], "in the way");

        Assert.Throws<BadInputException>(() => run.Train());

        Assert.Null(StateManifest.ReadVerified(run["run", "face_morpher", "snapshot.new"]).Problem);
    }

    [Fact]
    public void A_snapshot_of_another_run_is_not_used()
    {
        using var run = new TestRun();
        using var other = new TestRun();
        run.Train("4");
        other.Train("6");
        Directory.Delete(run["run", "face_morpher", "snapshot"], recursive: true);
        Directory.Move(other["run", "face_morpher", "snapshot"], run["run", "face_morpher", "snapshot"]);

        run.Train("2");

        Assert.Contains(run.Said, line => line.Contains("another run", StringComparison.Ordinal));
        Assert.Equal(2, run.State(NetworkRun.Face).ExamplesSeen);
    }

    [Fact]
    public void A_snapshot_of_the_other_network_is_not_used()
    {
        using var run = new TestRun();
        run.Train();
        Directory.Delete(run["run", "face_morpher", "snapshot"], recursive: true);
        Directory.Move(run["run", "body_morpher", "snapshot"], run["run", "face_morpher", "snapshot"]);

        (StateManifest? manifest, string? problem) = StateFolder.Verify(run["run", "face_morpher", "snapshot"], RunRecord.Read(run.Folder)!.Id, "face_morpher");

        Assert.Equal((null, "it is a state of body_morpher"), (manifest, problem));
    }

    [Fact]
    public void Where_no_state_can_be_used_the_run_does_not_silently_begin_anew()
    {
        using var run = new TestRun();
        run.Train("2");
        foreach (string manifest in Directory.GetFiles(run["run"], "state.json", SearchOption.AllDirectories))
        {
            File.Delete(manifest);
        }

        Assert.Contains("none can be used", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_of_the_run_is_one_clear_error()
    {
        using var run = new TestRun();
        run.Train("2");
        File.WriteAllText(run["run", "run.json"], "{");

        Assert.Contains("run.json: the record of the run is damaged", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
    }
}
