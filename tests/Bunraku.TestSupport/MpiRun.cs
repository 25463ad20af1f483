using System.Diagnostics;
using System.Globalization;

namespace Bunraku.TestSupport;

/// <summary>Starts several processes of a test with Open MPI's mpirun. Tests that need it are skipped where it is not installed.</summary>
public static class MpiRun
{
    /// <summary>Starts an explicit test of the running test program in several processes.</summary>
    /// <param name="size">How many processes.</param>
    /// <param name="test">The class of the test.</param>
    /// <param name="method">Its name.</param>
    /// <param name="environment">Variables that the processes get.</param>
    /// <returns>mpirun; what it prints is the caller's to read.</returns>
    public static Process Start(int size, Type test, string method, params (string Name, string Value)[] environment)
    {
        RequireMpi();
        return Start("mpirun", ["--oversubscribe", "--timeout", "300", "-n", size.ToString(CultureInfo.InvariantCulture)], test, method, environment);
    }

    /// <summary>How long a packet is on its way between two hosts: 20 ms there and back.</summary>
    public static readonly TimeSpan DelayBetweenHosts = TimeSpan.FromMilliseconds(10);

    private const double BitsPerSecondBetweenHosts = 100e6;

    /// <summary>Runs an explicit test of the running test program in two processes, each on a separate "host": a network namespace. Skips the test where that is not possible.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<(int ExitCode, string Text)> RunOnTwoHostsAsync(Type test, string method, params (string Name, string Value)[] environment)
    {
        const int Impossible = 77;
        RequireMpi();
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Xunit.Assert.Skip("Only root can make network namespaces.");
        }

        using SlowLine line = OpenLine();
        using Process run = Start(Path.Combine(SharedData.Repository, "tests", "two-hosts.sh"), [line.FirstDevice, line.SecondDevice], test, method, environment);
        (int code, string text) = await EndAsync(run);
        if (code == Impossible)
        {
            Xunit.Assert.Skip("This system has no network namespaces.");
        }

        return (code, text);
    }

    private static SlowLine OpenLine()
    {
        try
        {
            return new SlowLine(DelayBetweenHosts, BitsPerSecondBetweenHosts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Xunit.Assert.Skip($"This system has no devices for a line between two hosts: {e.Message}");
            throw;
        }
    }

    private static Process Start(string program, string[] arguments, Type test, string method, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, [.. arguments, Environment.ProcessPath!, "-class", test.FullName!, "-method", $"*.{method}", "-explicit", "only", "-noColor"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The tests of a container run as root, which mpirun wants to be told.
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs such a test to its end.</summary>
    /// <returns>The exit code and all that was printed.</returns>
    public static async Task<(int ExitCode, string Text)> RunAsync(int size, Type test, string method, params (string Name, string Value)[] environment)
    {
        using Process run = Start(size, test, method, environment);
        return await EndAsync(run);
    }

    private static void RequireMpi()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "mpirun"))))
        {
            Requirement.IsMissing("mpi", "mpirun is not installed: install its package (on Debian and Ubuntu: sudo apt-get install openmpi-bin).");
        }
    }

    private static async Task<(int ExitCode, string Text)> EndAsync(Process run)
    {
        Task<string> output = run.StandardOutput.ReadToEndAsync(), error = run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        return (run.ExitCode, await output + await error);
    }
}
