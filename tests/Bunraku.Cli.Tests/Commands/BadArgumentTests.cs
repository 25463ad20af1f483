namespace Bunraku.Cli.Tests.Commands;

public sealed class BadArgumentTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("pose")]
    [InlineData("pose", "x", "--no-such-option")]
    [InlineData("pose", "x", "-o")]
    [InlineData("pose", "x", "-o", "y.png", "--display", "wrong")]
    [InlineData("export")]
    [InlineData("export", "onnx", "x")]
    public async Task Arguments_that_do_not_fit_end_with_code_2_and_the_way_to_the_help(params string[] args)
    {
        CliRun run = (await CliRun.OfAsync(args)).Refused();

        Assert.Contains("\nHelp: bunraku", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("unknown command \"studoi\". Did you mean studio?", "studoi")]
    [InlineData("unknown command \"nothing-like-it\".", "nothing-like-it")]
    [InlineData("unknown command \"recrod\". Did you mean record?", "mocap", "recrod")]
    public async Task A_mistyped_command_is_named_with_the_one_that_was_meant(string message, params string[] args) => (await CliRun.OfAsync(args)).Refused(message);

    [Theory]
    [InlineData("pose", "-o", "out.png")]
    [InlineData("export onnx", "-o", "out.onnx")]
    public async Task A_character_that_is_not_there_is_named(string command, params string[] options)
    {
        (await CliRun.OfAsync([.. command.Split(' '), _folder["absent"], .. options.Select(option => option == "-o" ? option : _folder[option])])).Refused(_folder["absent"]);

        Assert.Empty(_folder.Content());
    }

    [Fact]
    public async Task Options_without_a_command_are_those_of_studio() =>
        Assert.Contains("Help: bunraku studio --help", (await CliRun.OfAsync("--no-browser", "--urls")).Refused("--urls").Error, StringComparison.Ordinal);

    [Fact]
    public async Task Bench_says_how_it_is_started() => (await CliRun.OfAsync("bench", "x", "--threads", "2")).Refused("./bunraku bench");
}
