using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Bunraku.EndToEnd.Windows.WinePrefix))]

namespace Bunraku.EndToEnd.Windows;

/// <summary>
/// The folder in which Wine keeps its Windows, made for this run when a test first needs it, and removed with what runs in it. Its services start once and
/// stay: each program would otherwise start its own.
/// </summary>
public sealed class WinePrefix : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>What every program in it needs in its environment.</summary>
    private static readonly (string Name, string Value)[] Variables =
    [
        ("WINEDEBUG", "-all"),
        ("WINEDLLOVERRIDES", "winemenubuilder.exe="), // The menu of this user stays as it is.
        ("KMP_AFFINITY", "disabled"), // Wine lacks a function that Intel's OpenMP asks for.
        ("DOTNET_EnableWriteXorExecute", "0"), // Wine 8 loses the runtime's second view of code pages.
    ];

    /// <summary>Has a program that will be started run in it.</summary>
    public static async Task EnterAsync(ProcessStartInfo start) => Prepare(start, await Made.Value);

    public async ValueTask DisposeAsync()
    {
        if (Made.IsValueCreated)
        {
            await RunAsync(await Made.Value, "wineserver -k; wineserver -w; exec rm -rf \"$WINEPREFIX\"");
        }
    }

    private static async Task<string> MakeAsync()
    {
        string folder = Directory.CreateTempSubdirectory("bunraku-wine-").FullName;

        // The server stays for two minutes when it has nothing to do, even if this run is ended and cannot end it.
        await RunAsync(folder, "wineserver -p120 && exec wine cmd /c exit");
        return folder;
    }

    private static void Prepare(ProcessStartInfo start, string folder)
    {
        start.Environment["WINEPREFIX"] = folder;
        start.Environment.Remove("DISPLAY");
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }
    }

    private static async Task RunAsync(string folder, string commands)
    {
        // What starts here outlives the command, so it gets none of this process's files.
        var start = new ProcessStartInfo("sh", ["-c", $"exec </dev/null >/dev/null 2>&1; {commands}"]);
        Prepare(start, folder);
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience, CancellationToken.None);
    }
}
