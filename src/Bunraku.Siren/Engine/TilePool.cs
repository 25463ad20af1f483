namespace Bunraku.Siren.Engine;

/// <summary>
/// The engine's threads: one set for the process. They work through the tiles of one piece of work at a time, phase by phase, each
/// taking another tile as it gets free; the calling thread is one of them. Callers take turns in the order of their arrival, so
/// several posers never fight for the processors. Nothing is allocated per piece of work.
/// </summary>
internal sealed class TilePool
{
    private const int SpinsBeforeSleep = 200;
    private readonly List<Thread> _helpers = [];
    private readonly object _turns = new();
    private readonly object _gate = new();
    private long _lastTurn;
    private long _turn;
    private ITileWork? _work;
    private Exception? _failure;
    private volatile int _generation;
    private volatile int _arrived;
    private volatile int _phase;
    private int _threads;
    private int _nextTile;
    private int _fromFront;
    private int _fromBack;

    /// <summary>The threads of this process.</summary>
    public static TilePool Shared { get; } = new();

    /// <summary>Runs all phases of a piece of work; returns when the last tile is done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="threads">Threads to use, the calling one included. A single thread needs no helpers and waits for no turn.</param>
    /// <exception cref="InvalidOperationException">A tile failed; the inner exception says how.</exception>
    public void Run(ITileWork work, int threads)
    {
        if (threads == 1)
        {
            RunAlone(work);
            return;
        }

        WaitForTurn();
        Exception? failure;
        try
        {
            failure = RunWithHelpers(work, threads);
        }
        finally
        {
            EndTurn();
        }

        if (failure is not null)
        {
            throw Failed(failure);
        }
    }

    private static void RunAlone(ITileWork work)
    {
        try
        {
            for (int phase = 0; phase < work.Phases; phase++)
            {
                for (int tile = 0; tile < work.TilesIn(phase); tile++)
                {
                    work.RunTile(phase, tile, worker: 0);
                }
            }
        }
        catch (Exception failure)
        {
            throw Failed(failure);
        }
    }

    private static InvalidOperationException Failed(Exception failure) => new("Computing a tile failed.", failure);

    private void WaitForTurn()
    {
        lock (_turns)
        {
            long own = _lastTurn++;
            while (_turn != own)
            {
                Monitor.Wait(_turns);
            }
        }
    }

    private void EndTurn()
    {
        lock (_turns)
        {
            _turn++;
            Monitor.PulseAll(_turns);
        }
    }

    private Exception? RunWithHelpers(ITileWork work, int threads)
    {
        StartHelpers(threads - 1);
        _failure = null;
        _phase = 0;
        _arrived = 0;
        Rewind();
        lock (_gate)
        {
            (_work, _threads) = (work, threads);
            _generation++;
            Monitor.PulseAll(_gate);
        }

        WorkThrough(work, threads, worker: 0);

        // The threads live as long as the process, and must not keep a disposed engine alive.
        _work = null;
        return _failure;
    }

    private void StartHelpers(int count)
    {
        while (_helpers.Count < count)
        {
            (int worker, int seen) = (_helpers.Count + 1, _generation);
            var helper = new Thread(() => Help(worker, seen)) { IsBackground = true, Name = $"Bunraku engine {worker}" };
            _helpers.Add(helper);
            helper.Start();
        }
    }

    private void Help(int worker, int seen)
    {
        while (true)
        {
            seen = HelpOnce(worker, seen);
        }
    }

    // A method for itself, so that no local of a sleeping thread keeps an engine alive.
    private int HelpOnce(int worker, int seen)
    {
        WaitForNextGeneration(seen);
        ITileWork? work;
        int threads;
        lock (_gate)
        {
            (work, threads, seen) = (_work, _threads, _generation);
        }

        // Work that needs this thread cannot end without it; other work may have ended already.
        if (work is not null && worker < threads)
        {
            WorkThrough(work, threads, worker);
        }

        return seen;
    }

    private void WaitForNextGeneration(int seen)
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
        }
    }

    private void WorkThrough(ITileWork work, int threads, int worker)
    {
        // Read once: when the last phase is done, the caller may prepare the next piece of work while other threads still leave this loop.
        int phases = work.Phases;
        bool fromBothEnds = work.NeighboursShareMemory;
        for (int phase = 0; phase < phases; phase++)
        {
            int tiles = work.TilesIn(phase);
            for (int claim = Interlocked.Increment(ref _nextTile); claim < tiles; claim = Interlocked.Increment(ref _nextTile))
            {
                RunTile(work, phase, fromBothEnds ? TakeFromEnd(tiles, worker) : claim, worker);
            }

            WaitForTheOthers(phase, threads);
        }
    }

    /// <summary>The next tile of a worker's end. A claim before each makes sure that there is one: as many are taken as were claimed.</summary>
    private int TakeFromEnd(int tiles, int worker) =>
        worker % 2 == 0 ? Interlocked.Increment(ref _fromFront) - 1 : tiles - Interlocked.Increment(ref _fromBack);

    private void Rewind()
    {
        _nextTile = -1;
        _fromFront = 0;
        _fromBack = 0;
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

    private void WaitForTheOthers(int phase, int threads)
    {
        if (Interlocked.Increment(ref _arrived) == threads)
        {
            _arrived = 0;
            Rewind();
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
