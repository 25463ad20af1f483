using System.Diagnostics;

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

    /// <summary>A run in a separate process, to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">What is added to the environment.</param>
    /// <param name="args">The words of the command line.</param>
    public static async Task<CliRun> OfProcessAsync(string folder, IEnumerable<(string Name, string Value)> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bunraku.dll"), .. args]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliRun(process.ExitCode, output, await error);
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
