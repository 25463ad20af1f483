namespace Bunraku.Distillation.Training;

/// <summary>How many examples a second were shown in the last minute.</summary>
internal sealed class StepRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private readonly Queue<(long Timestamp, long Examples)> _points = new();
    private (long Timestamp, long Examples) _latest = (time.GetTimestamp(), 0);

    /// <summary>0 before the first step.</summary>
    public double ExamplesPerSecond { get; private set; }

    /// <summary>Counts a step that just ended.</summary>
    public void Count(int examples)
    {
        if (_points.Count == 0 || time.GetElapsedTime(_points.Last().Timestamp, _latest.Timestamp) >= Spacing)
        {
            _points.Enqueue(_latest);
        }

        _latest = (time.GetTimestamp(), _latest.Examples + examples);
        while (_points.Count > 1 && time.GetElapsedTime(_points.Peek().Timestamp, _latest.Timestamp) > Window)
        {
            _points.Dequeue();
        }

        (long since, long before) = _points.Peek();
        double seconds = time.GetElapsedTime(since, _latest.Timestamp).TotalSeconds;
        ExamplesPerSecond = seconds > 0 ? (_latest.Examples - before) / seconds : 0;
    }

}
