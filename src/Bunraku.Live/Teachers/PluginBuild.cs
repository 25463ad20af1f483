using System.ComponentModel;
using System.Diagnostics;

namespace Bunraku.Live.Teachers;

/// <summary>Has the launcher build the libtorch plug-in, while this program runs.</summary>
public sealed class PluginBuild(TeacherOptions options) : IDisposable
{
    /// <summary>The launcher tells its own path in this variable.</summary>
    public const string Variable = "BUNRAKU_LAUNCHER";

    /// <summary>The launcher's word for it.</summary>
    public const string Word = "build-torch";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Stamps of files may be this much older than the clock says.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(2);

    private const int KeptLines = 12;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];
    private NuGetDownload? _download;
    private Process? _running;

    /// <summary>Raised, on any thread, when something here has changed.</summary>
    public event Action? Changed;

    /// <summary>Whether there is a launcher to ask; without one the user builds in a terminal.</summary>
    public bool IsPossible => File.Exists(Launcher);

    /// <summary>Whether it is running.</summary>
    public bool IsRunning => Volatile.Read(ref _running) is not null;

    /// <summary>The bytes that were downloaded since it began; 0 before the first and where all packages were there already.</summary>
    public long Downloaded { get; private set; }

    /// <summary>Why the last build failed, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The last lines that it wrote.</summary>
    public string Output
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

    /// <summary>Begins, unless it is running.</summary>
    public void Start()
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
                Problem = $"{Launcher} cannot be started: {e.Message} Build it in a terminal: ./bunraku {Word}";
                _running.Dispose();
                _running = null;
            }
        }

        _ = FinishAsync();
        Changed?.Invoke();
    }

    /// <summary>Ends it; what was fetched stays for the next try.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_running is { HasExited: false })
            {
                _running.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Stop();

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

        Changed?.Invoke();
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
            Changed?.Invoke();
        }

        lock (_gate)
        {
            Problem = process.ExitCode == 0 ? null : "libtorch could not be built in.";
            _running = null;
        }

        process.Dispose();
        Changed?.Invoke();
    }
}
