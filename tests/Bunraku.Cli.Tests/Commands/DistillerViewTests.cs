using Bunraku.Cli.Commands;
using Bunraku.Distillation.Runs;

namespace Bunraku.Cli.Tests.Commands;

public sealed class DistillerViewTests
{
    private static readonly RunStatus Status = new()
    {
        State = RunState.Running,
        Network = "body_morpher",
        Phase = 1,
        Phases = 4,
        ExamplesSeen = 123_456,
        ExamplesTotal = 1_500_000,
        ExamplesPerSecond = 12.3,
        EtaSeconds = 111_111,
    };

    [Theory]
    [InlineData(200)]
    [InlineData(106)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(7)]
    [InlineData(1)]
    public void The_line_is_narrower_than_the_terminal(int columns)
    {
        string text = Show(() => columns);

        Assert.All(text.Split('\r', '\n'), line => Assert.True(line.Length < columns, $"{line.Length} characters: {line}"));
        Assert.Contains(text, text => text == '\r');
    }

    [Fact]
    public void A_terminal_that_becomes_narrower_is_not_overdrawn()
    {
        int columns = 120;
        string text = Show(() => columns -= 20);

        Assert.All(text.Split('\r', '\n'), (line, index) => Assert.True(line.Length < 120 - (20 * Math.Max(0, index - 1))));
    }

    /// <summary>No terminal, a dumb one, or one of unknown width.</summary>
    [Fact]
    public void Without_a_width_there_are_lines_and_no_bar()
    {
        string text = Show(() => 0);

        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain("[#", text, StringComparison.Ordinal);
        Assert.Equal("body_morpher 123456/1500000, phase 1/4, 12.3 examples/s, 1 day 6 h left, loss 0.00000\nsaid\n", text);
    }

    private static string Show(Func<int> columns)
    {
        var error = new StringWriter { NewLine = "\n" };
        using (var view = new DistillerView(error, columns, TimeProvider.System))
        {
            view.Output.Report(Status);
            view.Output.Say("said"[..Math.Min(4, Math.Max(0, columns() == 0 ? 4 : columns() - 1))]);
        }

        return error.ToString();
    }
}
