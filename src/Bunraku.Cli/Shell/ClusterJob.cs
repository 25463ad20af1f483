using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Mpi;

namespace Bunraku.Cli.Shell;

/// <summary>Runs a command together with the other processes that a launcher such as mpirun started. Nothing of MPI is loaded where there is none.</summary>
internal static partial class ClusterJob
{
    private const string Auto = "auto";
    private const string Mpi = "mpi";

    /// <summary>Rank 0 speaks first: what goes wrong everywhere is then said once, because it ends the others.</summary>
    private static readonly TimeSpan OthersWait = TimeSpan.FromSeconds(2);

    /// <summary>The option that every such command has.</summary>
    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--distributed") { Description = "Whether to work together with other processes: auto (if mpirun or srun started several), mpi or off.", HelpName = "how", DefaultValueFactory = _ => Auto };
        option.AcceptOnlyFromAmong(Auto, Mpi, "off");
        return option;
    }

    /// <summary>Runs a command.</summary>
    /// <param name="distributed">The value of the option.</param>
    /// <param name="error">Where failures are told.</param>
    /// <param name="command">The command; it is given the processes.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string distributed, TextWriter error, Func<ICollective, Task<int>> command)
    {
        ClusterLauncher? launcher = ClusterLauncher.OfThisProcess();
        return distributed == Mpi || (distributed == Auto && launcher is { Size: > 1 }) ? RunJoinedAsync(launcher, error, command) : RunAloneAsync(command);
    }

    private static async Task<int> RunAloneAsync(Func<ICollective, Task<int>> command)
    {
        using var alone = new SingleProcess();
        return await command(alone);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunJoinedAsync(ClusterLauncher? launcher, TextWriter error, Func<ICollective, Task<int>> command)
    {
        if (launcher?.LocalRank is { } localRank)
        {
            ChooseDevice(localRank);
        }

        var cluster = MpiCollective.Join(launcher);
        try
        {
            int code = await command(cluster);
            cluster.Dispose();
            return code;
        }
        catch (Exception failure)
        {
            if (cluster.Rank > 0)
            {
                await Task.Delay(OthersWait);
            }

            error.WriteLine($"bunraku: rank {cluster.Rank} on {Environment.MachineName}: {ForeignText.Line(failure.Message)}");
            cluster.Abort(failure is BadInputException ? ExitCode.BadInput : ExitCode.Failed);
            throw;
        }
    }

    /// <summary>NVIDIA's libraries read the variable of the process itself, of which the runtime only has a copy.</summary>
    private static void ChooseDevice(int localRank)
    {
        string device = VisibleDevice.For(localRank, Environment.GetEnvironmentVariable(VisibleDevice.Variable));
        Environment.SetEnvironmentVariable(VisibleDevice.Variable, device);
        if (!OperatingSystem.IsWindows())
        {
            _ = SetVariable(VisibleDevice.Variable, device, overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
