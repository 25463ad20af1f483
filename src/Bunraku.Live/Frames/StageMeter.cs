using System.Diagnostics;
using Bunraku.Mocap.Faces;

namespace Bunraku.Live.Frames;

/// <summary>What a stage's frames cost and how late they are, over the newest of them. Safe for any number of threads.</summary>
public sealed class StageMeter
{
    private const int Kept = 240;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly long[] _drawnAt = new long[Kept];
    private readonly double[] _engine = new double[Kept];
    private readonly double[] _latency = new double[Kept];
    private long _frames;
    private long _latencies;
    private TimeSpan? _lastArrival;

    /// <summary>Counts a frame that was drawn.</summary>
    public void CountFrame(double engineMilliseconds)
    {
        lock (_gate)
        {
            int slot = (int)(_frames++ % Kept);
            _drawnAt[slot] = Stopwatch.GetTimestamp();
            _engine[slot] = engineMilliseconds;
        }
    }

    /// <summary>Counts a frame that a page has painted by itself: the engine had no work with it.</summary>
    public void CountPainted(TimeSpan? arrivedAt)
    {
        CountFrame(0);
        CountSent(arrivedAt);
    }

    /// <summary>Counts a frame that has left for a browser; of each face only the first frame that shows it.</summary>
    /// <param name="arrivedAt">When its face arrived, on the system's clock of the faces; null for a frame without one.</param>
    public void CountSent(TimeSpan? arrivedAt)
    {
        if (arrivedAt is not { } arrival)
        {
            return;
        }

        TimeSpan latency = FaceClock.TimeOf(TimeProvider.System) - arrival;
        lock (_gate)
        {
            if (arrival != _lastArrival)
            {
                _lastArrival = arrival;
                _latency[_latencies++ % Kept] = latency.TotalMilliseconds;
            }
        }
    }

    /// <summary>The figures now.</summary>
    public StageFigures Read()
    {
        lock (_gate)
        {
            int count = (int)Math.Min(_frames, Kept);
            int recent = _drawnAt.Take(count).Count(drawn => Stopwatch.GetElapsedTime(drawn) < Window);
            return new StageFigures(
                recent / Window.TotalSeconds,
                Quantile(_engine.AsSpan(0, count), 0.5),
                Quantile(_latency.AsSpan(0, (int)Math.Min(_latencies, Kept)), 0.5),
                Quantile(_latency.AsSpan(0, (int)Math.Min(_latencies, Kept)), 0.95));
        }
    }

    private static double? Quantile(ReadOnlySpan<double> values, double share)
    {
        if (values.IsEmpty)
        {
            return null;
        }

        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted[(int)Math.Min(share * sorted.Length, sorted.Length - 1)];
    }
}
