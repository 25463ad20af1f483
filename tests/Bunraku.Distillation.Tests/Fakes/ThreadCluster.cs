using Bunraku.Core.Clusters;

namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>Threads of this process that work together as processes do. What one of them fails with ends the others.</summary>
internal sealed class ThreadCluster : IDisposable
{
    private readonly Barrier _barrier;
    private readonly byte[][] _given;
    private readonly float[][] _rows;
    private readonly CancellationTokenSource _abort = new();

    private ThreadCluster(int size) => (_barrier, _given, _rows) = (new Barrier(size), new byte[size][], new float[size][]);

    public void Dispose()
    {
        _barrier.Dispose();
        _abort.Dispose();
    }

    /// <summary>Runs a member in so many threads.</summary>
    /// <param name="size">How many.</param>
    /// <param name="member">What each does.</param>
    /// <returns>What each returned, by rank.</returns>
    public static async Task<T[]> RunAsync<T>(int size, Func<ICollective, T> member)
    {
        using var cluster = new ThreadCluster(size);
        Exception? first = null;
        Task<T>[] tasks = [.. Enumerable.Range(0, size).Select(rank => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return member(new Member(cluster, rank));
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref first, failure, null);
                    cluster._abort.Cancel();
                    throw;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        try
        {
            return await Task.WhenAll(tasks);
        }
        catch (Exception)
        {
            throw first!;
        }
    }

    private sealed class Member(ThreadCluster cluster, int rank) : ICollective
    {
        public int Rank => rank;

        public int Size => cluster._given.Length;

        public byte[][] Gather(ReadOnlySpan<byte> own)
        {
            cluster._given[rank] = own.ToArray();
            Barrier();
            byte[][] all = [.. cluster._given];
            Barrier();
            return all;
        }

        public byte[] Broadcast(ReadOnlySpan<byte> own) => Gather(own)[0];

        public void SumInOrder(int batchSize, ReadOnlySpan<float> nodes, Span<float> total)
        {
            cluster._rows[rank] = nodes.ToArray();
            Barrier();
            float[] all = [.. cluster._rows.SelectMany(row => row)];
            Barrier();
            SharedSum.Fold(batchSize, Size, all, total.Length);
            all.AsSpan(0, total.Length).CopyTo(total);
        }

        public void Barrier() => cluster._barrier.SignalAndWait(cluster._abort.Token);

        public void Dispose()
        {
        }
    }
}
