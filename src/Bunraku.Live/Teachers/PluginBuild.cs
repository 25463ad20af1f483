using System.ComponentModel;
using System.Diagnostics;
using Bunraku.Core.Errors;

namespace Bunraku.Live.Teachers;

/// <summary>Has the launcher build the libtorch plug-in, while this program runs.</summary>
public sealed class PluginBuild(TeacherOptions options) : PluginSource
{
    /// <summary>The launcher tells its own path in this variable.</summary>
    public const string Variable = "BUNRAKU_LAUNCHER";

    /// <summary>The launcher's word for it.</summary>
    private const string Word = "build-torch";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Stamps of files may be this much older than the clock says.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(2);

    private const int KeptLines = 12;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];
    private NuGetDownload? _download;
    private Process? _running;

    /// <inheritdoc/>
    public override bool IsPossible => File.Exists(Launcher);

    /// <inheritdoc/>
    public override bool IsRunning => Volatile.Read(ref _running) is not null;

    /// <inheritdoc/>
    public override string Command => $"./bunraku {Word}";

    /// <inheritdoc/>
    public override string Output
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    private string? Launcher => options.Launcher ?? Environment.GetEnvironmentVariable(Variable);

    /// <inheritdoc/>
    public override void Start()
    {
        lock (_gate)
        {
            if (_running is not null)
            {
                return;
            }

            (Problem, Downloaded) = (null, 0);
            _download = new NuGetDownload(options.NuGetCache ?? NuGetDownload.CacheOfUser, DateTime.UtcNow - ClockError);
            _lines.Clear();
            _running = CreateProcess();
            try
            {
                _running.Start();
                _running.StandardInput.Close();
                _running.BeginOutputReadLine();
                _running.BeginErrorReadLine();
            }
            catch (Exception e) when (e is Win32Exception or IOException)
            {
                Problem = $"{Launcher} cannot be started: {e.Message} Build it in a terminal: {Command}";
                _running.Dispose();
                _running = null;
            }
        }

        _ = FinishAsync();
        Tell();
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        lock (_gate)
        {
            if (_running is { HasExited: false })
            {
                _running.Kill(entireProcessTree: true);
            }
        }
    }

    private Process CreateProcess()
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Launcher!, [Word]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        return process;
    }

    private void Note(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }

        Tell();
    }

    private async Task FinishAsync()
    {
        if (_running is not { } process)
        {
            return;
        }

        Task exit = process.WaitForExitAsync();
        while (await Task.WhenAny(exit, Task.Delay(LookEvery)) != exit)
        {
            Downloaded = _download?.Bytes() ?? 0;
            Tell();
        }

        lock (_gate)
        {
            Problem = process.ExitCode == 0 ? null : Phrase.Of("libtorch could not be built in.");
            _running = null;
        }

        process.Dispose();
        Tell();
    }
}
