using System.Diagnostics;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd.Windows;

/// <summary>The program for Windows, run by Wine, and the one for this system. <c>./test --windows</c> builds both.</summary>
internal static class WindowsProgram
{
    /// <summary>On a machine with other work, the longest command takes four minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Where the build for Windows has put it.</summary>
    public static string Path { get; } = System.IO.Path.Combine(SharedData.Repository, "artifacts", "windows", "bin", "Bunraku.Cli", "release_win-x64", "bunraku.exe");

    /// <summary>How it is started; paths of this system are understood, because the current folder is on the drive that has them.</summary>
    public static async Task<ProcessStartInfo> PrepareAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo(RequiredProgram.Find("wine"), [Path, .. args]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["BUNRAKU_HOME"] = System.IO.Path.Combine(folder, "home of 山田 太郎");
        await WinePrefix.EnterAsync(start);
        return start;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, params string[] args) => await EndAsync(await PrepareAsync(folder, args));

    /// <summary>Runs the program for this system to its end.</summary>
    public static Task<(int Code, string Output)> RunNativeAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.Combine(StudioProcess.ProgramFolder, "bunraku.dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["BUNRAKU_HOME"] = System.IO.Path.Combine(folder, "home of this system");
        return EndAsync(start);
    }

    /// <summary>Runs what was prepared to its end.</summary>
    public static async Task<(int Code, string Output)> EndAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Task.WhenAll(output, error, process.WaitForExitAsync(TestContext.Current.CancellationToken)).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }
}
