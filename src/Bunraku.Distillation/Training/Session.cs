namespace Bunraku.Distillation.Training;

/// <summary>From the start of a process to its end: how long it may continue, and whether somebody asked it to stop.</summary>
internal sealed class Session(StopAfter? limit, TimeProvider time, CancellationToken stop)
{
    private readonly long _began = time.GetTimestamp();
    private long _examples;

    /// <summary>Whether no further step should be taken.</summary>
    public bool IsOver => stop.IsCancellationRequested || _examples >= limit?.Examples || time.GetElapsedTime(_began) >= limit?.Time;

    /// <summary>Ends what can be ended at once, such as a measurement.</summary>
    public CancellationToken Stop => stop;

    public TimeProvider Time => time;

    /// <summary>Counts the examples of a step.</summary>
    public void Count(int examples) => _examples += examples;
}
