using System.Diagnostics;
using System.Globalization;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Streams;

/// <summary>The program as a separate process, with its standard streams connected in one of several ways.</summary>
internal sealed class LongRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly PseudoTerminal? _terminal;

    private LongRun(Process process, PseudoTerminal? terminal) => (_process, _terminal) = (process, terminal);

    /// <summary>Starts it.</summary>
    /// <param name="shell">What the shell does with the streams and signals: words around <c>exec "$@"</c>.</param>
    /// <param name="home">BUNRAKU_HOME.</param>
    /// <param name="hasTerminal">Whether it runs in a terminal, <c>$terminal</c> in the shell's words.</param>
    /// <param name="arguments">Its arguments.</param>
    public static LongRun Start(string shell, string home, bool hasTerminal, params string[] arguments)
    {
        PseudoTerminal? terminal = hasTerminal ? new PseudoTerminal() : null;
        var start = new ProcessStartInfo(RequiredProgram.Find("sh"), ["-c", shell, "sh", "dotnet", Path.Combine(AppContext.BaseDirectory, "bunraku.dll"), .. arguments])
        {
            RedirectStandardInput = true,
        };
        start.Environment["BUNRAKU_HOME"] = home;
        start.Environment["TERM"] = "xterm";
        start.Environment["terminal"] = terminal?.Path;
        return new LongRun(Process.Start(start)!, terminal);
    }

    public string TerminalText => _terminal!.Text;

    public int Id => _process.Id;

    /// <summary>Waits until the program listens to signals and the condition holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> isReady)
    {
        long start = Stopwatch.GetTimestamp();
        while (!ListensToSignals() || !await isReady())
        {
            Assert.False(_process.HasExited, "It ended by itself.");
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "It does not become ready.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public Task SignalAsync(string name) => SignalSender.SendAsync(_process, name);

    /// <summary>Whether the process has loaded an assembly, which shows how far it is (Linux).</summary>
    public bool HasLoaded(string assembly) => File.ReadAllText($"/proc/{_process.Id}/maps").Contains(assembly + ".dll", StringComparison.Ordinal);

    public void LoseTerminal() => _terminal!.Dispose();

    /// <summary>Its exit code; 128 and more is the signal that ended it.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _terminal?.Dispose();
    }

    /// <summary>HUP is caught or ignored: no runtime catches it by itself.</summary>
    private bool ListensToSignals()
    {
        const int Hangup = 1;
        string path = $"/proc/{_process.Id}/status";
        return !File.Exists(path) || File.ReadLines(path).Any(line =>
            (line.StartsWith("SigCgt:", StringComparison.Ordinal) || line.StartsWith("SigIgn:", StringComparison.Ordinal))
            && (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Hangup - 1))) != 0);
    }
}
