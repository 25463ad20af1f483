using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Runs;

public sealed class BegunRunTests
{
    [Fact]
    public void A_run_goes_on_with_what_it_began_with_and_with_what_may_change()
    {
        using var run = new TestRun();
        Assert.Null(BegunRun.Problem(ConfigFile.Load(run.WriteConfig())));
        run.Train("4");
        run.Fields["snapshot_interval"] = "6";

        Assert.Null(BegunRun.Problem(ConfigFile.Load(run.WriteConfig())));
    }

    [Fact]
    public void What_changed_is_named_as_the_training_itself_would()
    {
        using var run = new TestRun();
        run.Train("4");
        run.Fields["schedule"] = "quick";
        run.Fields["body_morpher_batch_size"] = "3";
        string problem = BegunRun.Problem(ConfigFile.Load(run.WriteConfig()))!.ToString();

        Assert.Contains("became quick)", problem, StringComparison.Ordinal);
        Assert.Contains("body_morpher_batch_size (2 became 3)", problem, StringComparison.Ordinal);
        string refusal = Assert.Throws<BadInputException>(() => run.Train()).Message;
        Assert.Contains("body_morpher_batch_size (2 became 3)", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tha4 0123", null)]
    [InlineData("fake 1", "torch (cpu)")]
    public void A_run_that_used_libtorch_before_its_self_test_is_refused_with_the_reason_every_time(string teacher, string? backend)
    {
        using var run = new TestRun();
        run.Train("4");
        MakeOld(run, teacher, backend);

        for (int time = 0; time < 2; time++)
        {
            Assert.Contains("before Bunraku checked its arithmetic", BegunRun.Problem(ConfigFile.Load(run.WriteConfig()))?.ToString(), StringComparison.Ordinal);
            Assert.Contains("before Bunraku checked its arithmetic", Assert.Throws<BadInputException>(() => run.Train()).Message, StringComparison.Ordinal);
        }

        run.Train("4", fresh: true);
        Assert.Null(BegunRun.Problem(ConfigFile.Load(run.WriteConfig())));
    }

    [Fact]
    public void An_old_run_that_never_used_libtorch_goes_on()
    {
        using var run = new TestRun();
        run.Train("4");
        MakeOld(run, "fake 1", backend: null);

        Assert.Null(BegunRun.Problem(ConfigFile.Load(run.WriteConfig())));
        run.Train("4");
    }

    [Fact]
    public void A_damaged_record_is_a_problem_and_not_an_exception()
    {
        using var run = new TestRun();
        run.Train("4");
        File.WriteAllText(run.Folder.Record, "{");

        Assert.Contains("run.json", BegunRun.Problem(ConfigFile.Load(run.WriteConfig()))?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Makes the record that of an earlier version, without the mark.</summary>
    private static void MakeOld(TestRun run, string teacher, string? backend)
    {
        JsonObject record = JsonNode.Parse(File.ReadAllText(run.Folder.Record))!.AsObject();
        Assert.True(record.Remove("selfTest"));
        record["inputs"]!["teacher"] = teacher;
        File.WriteAllText(run.Folder.Record, record.ToJsonString());
        if (backend is not null)
        {
            (RunStatus.Read(run.Folder)! with { Backend = backend }).TryWrite(run.Folder);
        }
    }
}
