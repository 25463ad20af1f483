namespace Bunraku.Siren.Engine;

/// <summary>
/// A fixed set of threads that work through the tiles of a piece of work, phase by phase, each taking the next tile as it gets free. The
/// calling thread is one of them. Nothing is allocated per piece of work.
/// </summary>
internal sealed class TilePool : IDisposable
{
    private const int SpinsBeforeSleep = 200;
    private readonly Thread[] _helpers;
    private readonly object _gate = new();
    private ITileWork? _work;
    private Exception? _failure;
    private volatile int _generation;
    private volatile int _arrived;
    private volatile int _phase;
    private int _nextTile;
    private bool _disposed;

    public TilePool(int threads)
    {
        Threads = threads;
        _helpers = new Thread[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            int worker = i + 1;
            _helpers[i] = new Thread(() => Help(worker)) { IsBackground = true, Name = $"Bunraku engine {worker}" };
            _helpers[i].Start();
        }
    }

    /// <summary>All threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Runs all phases of a piece of work; returns when the last tile is done.</summary>
    /// <exception cref="InvalidOperationException">A tile failed; the inner exception says how.</exception>
    public void Run(ITileWork work)
    {
        _failure = null;
        _phase = 0;
        _arrived = 0;
        _nextTile = -1;
        lock (_gate)
        {
            _work = work;
            _generation++;
            Monitor.PulseAll(_gate);
        }

        WorkThrough(work, worker: 0);
        if (_failure is not null)
        {
            throw new InvalidOperationException("Computing a tile failed.", _failure);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _generation++;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    private void Help(int worker)
    {
        int seen = 0;
        while (true)
        {
            seen = WaitForNextGeneration(seen);
            if (_disposed)
            {
                return;
            }

            WorkThrough(_work!, worker);
        }
    }

    private int WaitForNextGeneration(int seen)
    {
        for (int spin = 0; spin < SpinsBeforeSleep && _generation == seen; spin++)
        {
            Thread.SpinWait(20);
        }

        lock (_gate)
        {
            while (_generation == seen)
            {
                Monitor.Wait(_gate);
            }

            return _generation;
        }
    }

    private void WorkThrough(ITileWork work, int worker)
    {
        // Read once: when the last phase is done, the caller may prepare the next piece of work while other threads still leave this loop.
        int phases = work.Phases;
        for (int phase = 0; phase < phases; phase++)
        {
            int tiles = work.TilesIn(phase);
            for (int tile = Interlocked.Increment(ref _nextTile); tile < tiles; tile = Interlocked.Increment(ref _nextTile))
            {
                RunTile(work, phase, tile, worker);
            }

            WaitForTheOthers(phase);
        }
    }

    private void RunTile(ITileWork work, int phase, int tile, int worker)
    {
        try
        {
            work.RunTile(phase, tile, worker);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }

    private void WaitForTheOthers(int phase)
    {
        if (Interlocked.Increment(ref _arrived) == Threads)
        {
            _arrived = 0;
            _nextTile = -1;
            _phase = phase + 1;
            return;
        }

        var spinner = new SpinWait();
        while (_phase == phase)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }
}
