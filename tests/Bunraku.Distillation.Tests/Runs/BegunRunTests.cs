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
        string problem = BegunRun.Problem(ConfigFile.Load(run.WriteConfig()))!;

        Assert.Contains("became quick)", problem, StringComparison.Ordinal);
        Assert.Contains("body_morpher_batch_size (2 became 3)", problem, StringComparison.Ordinal);
        string refusal = Assert.Throws<BadInputException>(() => run.Train()).Message;
        Assert.Contains("body_morpher_batch_size (2 became 3)", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_is_a_problem_and_not_an_exception()
    {
        using var run = new TestRun();
        run.Train("4");
        File.WriteAllText(run.Folder.Record, "{");

        Assert.Contains("run.json", BegunRun.Problem(ConfigFile.Load(run.WriteConfig())), StringComparison.Ordinal);
    }
}
