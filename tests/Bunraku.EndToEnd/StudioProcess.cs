using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Bunraku.EndToEnd.Windows;
using Bunraku.TestSupport;
using Xunit.Sdk;

namespace Bunraku.EndToEnd;

/// <summary>The real program, started as a user starts it: from another folder, on a free port, with its own settings.</summary>
internal sealed class StudioProcess : IAsyncDisposable
{
    /// <summary>Those that a test has started and not ended, with the test. A fixture ends its own.</summary>
    private static readonly ConcurrentDictionary<StudioProcess, string> OfTests = [];

    private const string Announcement = "Studio is at ";
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly DirectoryInfo _home;
    private bool _ownsHome;
    private bool _isEnded;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StudioProcess(Process process, DirectoryInfo home)
    {
        _process = process;
        _home = home;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"Studio ended at its start:\n{Output}"));
    }

    /// <summary>Where the build has put the program.</summary>
    public static string ProgramFolder { get; } = Path.Combine(SharedData.Repository, "artifacts", "bin", "Bunraku.Cli", "release");

    /// <summary>The start page.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that it printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="character">The character to begin with, or null to be asked.</param>
    /// <param name="url">Where it listens: a free port, if not given.</param>
    /// <param name="models">The folder of models, or null for an empty one.</param>
    /// <param name="home">The folder of settings and data, which then outlives it; null for a separate one.</param>
    /// <param name="program">The folder of the program, if it is not <see cref="ProgramFolder"/>.</param>
    /// <param name="windows">Whether it is the program for Windows, run by Wine.</param>
    /// <param name="command">The words that start it, for another page than the student manual poser.</param>
    public static async Task<StudioProcess> StartAsync(
        string? character, string url = "http://127.0.0.1:0", string? models = null, DirectoryInfo? home = null, string? program = null, bool windows = false, params string[] command)
    {
        bool ownsHome = home is null;
        home ??= Directory.CreateTempSubdirectory("bunraku-e2e-");
        KeptMasks.CopyTo(home.FullName);
        string[] words = command.Length > 0 ? command : ["student-manual-poser"];
        words = [.. words, "--urls", url, "--no-browser"];
        ProcessStartInfo start = windows
            ? await WindowsProgram.PrepareAsync(home.FullName, words)
            : new ProcessStartInfo("dotnet", [Path.Combine(program ?? ProgramFolder, "bunraku.dll"), .. words])
            {
                WorkingDirectory = home.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            };
        start.Environment["BUNRAKU_HOME"] = home.FullName;
        start.Environment["BUNRAKU_CHARACTER"] = character ?? "";
        start.Environment["BUNRAKU_MODELS"] = models ?? "";

        var studio = new StudioProcess(new Process { StartInfo = start }, home) { _ownsHome = ownsHome };
        if (TestContext.Current.Test is { } test)
        {
            OfTests[studio] = test.UniqueID;
        }

        studio._process.Start();
        studio._process.BeginOutputReadLine();
        studio._process.BeginErrorReadLine();
        try
        {
            studio.Address = await studio._address.Task.WaitAsync(StartTime, TestContext.Current.CancellationToken);
            return studio;
        }
        catch
        {
            await studio.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what a test that has just ended left running, however it ended.</summary>
    public static async Task EndThoseOfAsync(ITest test)
    {
        foreach ((StudioProcess studio, string owner) in OfTests)
        {
            if (owner == test.UniqueID)
            {
                await studio.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        OfTests.TryRemove(this, out _);
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        if (_ownsHome)
        {
            _home.Delete(recursive: true);
        }
    }

    /// <summary>Waits until Studio has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>What Ctrl+C does.</summary>
    public Task InterruptAsync() => SignalSender.SendAsync(_process, SignalSender.Interrupt);

    /// <summary>Kills Studio and nothing that it has started.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith(Announcement, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[Announcement.Length..].Split(' ')[0]));
        }
    }
}
