using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>Keeps the status of a run, on disk and for who listens.</summary>
internal sealed class RunReporter
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);

    private readonly RunFolder _run;
    private readonly DistillerOutput _output;
    private readonly TimeProvider _time;
    private readonly bool _isSilent;
    private long? _written;

    /// <param name="run">The run.</param>
    /// <param name="output">Who listens.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isSilent">Whether another process reports about the run.</param>
    public RunReporter(RunFolder run, DistillerOutput output, TimeProvider time, bool isSilent = false)
    {
        _isSilent = isSilent;
        _run = run;
        _output = output;
        _time = time;

        // What computed in an earlier session stays known: see RunRecord.ProblemOfArithmetic.
        Status = new RunStatus { State = RunState.Starting, Pid = Environment.ProcessId, Started = time.GetUtcNow(), Backend = RunStatus.TryRead(run)?.Backend };
    }

    public RunStatus Status { get; private set; }

    public TimeProvider Time => _time;

    public void Say(string line)
    {
        if (!_isSilent)
        {
            _output.Say(line);
        }
    }

    /// <summary>Changes the status, and writes it at once.</summary>
    public void Set(Func<RunStatus, RunStatus> change)
    {
        Change(change);
        Write();
    }

    /// <summary>Changes the status, and writes it if that is news of another state or network, or the file is a second old.</summary>
    public void Update(Func<RunStatus, RunStatus> change)
    {
        (RunState State, string? Network) before = (Status.State, Status.Network);
        Change(change);
        if (before != (Status.State, Status.Network) || _written is not { } written || _time.GetElapsedTime(written) >= WriteEvery)
        {
            Write();
        }
    }

    private void Change(Func<RunStatus, RunStatus> change)
    {
        Status = change(Status) with { Time = _time.GetUtcNow() };
        if (!_isSilent)
        {
            _output.Report(Status);
        }
    }

    private void Write()
    {
        _written = _time.GetTimestamp();
        if (!_isSilent)
        {
            Status.TryWrite(_run);
        }
    }
}
