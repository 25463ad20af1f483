using System.Runtime.CompilerServices;
using Bunraku.Siren.Engine;

namespace Bunraku.Siren.Tests.Engine;

public sealed class TilePoolTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Callers_with_any_number_of_threads_share_one_pool()
    {
        var pool = new TilePool();
        Task[] callers = [.. Enumerable.Range(0, 4).Select(caller => Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                int threads = 1 + ((caller + i) % 4);
                var work = new CountedWork(phases: 2 + (i % 3), tiles: 1 + (i % 7), threads) { NeighboursShareMemory = i % 2 == 0 };
                pool.Run(work, threads);
                work.AssertComplete();
            }
        }, TestContext.Current.CancellationToken))];
        await Task.WhenAll(callers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_tile_that_fails_is_told_to_its_caller_and_to_no_other(int threads)
    {
        var pool = new TilePool();
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => pool.Run(new CountedWork(2, 4, threads, failing: 3), threads));

        Assert.IsType<NotSupportedException>(failure.InnerException);
        var work = new CountedWork(2, 4, threads);
        pool.Run(work, threads);
        work.AssertComplete();
    }

    [Fact]
    public void Finished_work_is_not_kept_alive_by_sleeping_threads()
    {
        var pool = new TilePool();
        WeakReference work = RunOnce(pool);
        for (int i = 0; i < 10 && work.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(work.IsAlive);
        GC.KeepAlive(pool);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunOnce(TilePool pool)
    {
        var work = new CountedWork(2, 8, threads: 3);
        pool.Run(work, threads: 3);
        return new WeakReference(work);
    }

    private sealed class CountedWork(int phases, int tiles, int threads, int failing = -1) : ITileWork
    {
        private readonly int[] _runs = new int[phases * tiles];
        private int _done;

        public int Phases => phases;

        public bool NeighboursShareMemory { get; init; }

        public int TilesIn(int phase) => tiles;

        public void RunTile(int phase, int tile, int worker)
        {
            if (tile == failing)
            {
                throw new NotSupportedException();
            }

            Assert.InRange(worker, 0, threads - 1);
            Assert.InRange(Volatile.Read(ref _done), phase * tiles, ((phase + 1) * tiles) - 1);
            Interlocked.Increment(ref _runs[(phase * tiles) + tile]);
            Interlocked.Increment(ref _done);
        }

        public void AssertComplete() => Assert.All(_runs, runs => Assert.Equal(1, runs));
    }
}
