namespace Bunraku.Cli.Tests;

/// <summary>One run of the command line inside the test, with what it printed.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> OfAsync(params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int code = await BunrakuCommandLine.RunAsync(args, output, error);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Fails unless the run succeeded.</summary>
    public CliRun Succeeded()
    {
        Assert.Equal((0, ""), (ExitCode, Error));
        return this;
    }

    /// <summary>Fails unless the run ended with exit code 2 and one line, which holds all of the words.</summary>
    public CliRun Refused(params string[] words)
    {
        Assert.Equal(2, ExitCode);
        string line = Assert.Single(Error.TrimEnd('\n').Split('\n'), text => text.StartsWith("bunraku: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
