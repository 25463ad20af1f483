using Bunraku.Core.Clusters;
using Bunraku.TestSupport;

namespace Bunraku.Mpi.Tests;

/// <summary>The binding in real processes, which Open MPI's mpirun starts.</summary>
[Trait("Category", "Slow")]
public sealed class MpiCollectiveTests
{
    private const int Batch = 5;

    /// <summary>Longer than what a short message holds, and no multiple of the number of processes.</summary>
    private const int Floats = 1001;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Messages_and_sums_arrive_whole(int size)
    {
        (int code, string text) = await MpiRun.RunAsync(size, typeof(MpiCollectiveTests), nameof(Child), ("BUNRAKU_TEST_MPI_SIZE", $"{size}"));

        Assert.True(code == 0, text);
    }

    [Fact]
    public async Task A_library_that_does_not_belong_to_the_launcher_is_noticed()
    {
        (int code, string text) = await MpiRun.RunAsync(2, typeof(MpiCollectiveTests), nameof(ForeignChild));

        Assert.True(code == 0, text);
    }

    [Fact]
    public async Task A_process_that_gives_up_ends_the_others()
    {
        (int code, string text) = await MpiRun.RunAsync(2, typeof(MpiCollectiveTests), nameof(AbortingChild));

        Assert.True(code == 2, text);
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        using var cluster = MpiCollective.Join(ClusterLauncher.OfThisProcess());
        int size = int.Parse(Environment.GetEnvironmentVariable("BUNRAKU_TEST_MPI_SIZE")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(size, cluster.Size);
        Assert.InRange(cluster.Rank, 0, size - 1);
        Assert.Contains("MPI", cluster.Version, StringComparison.Ordinal);
        foreach (int length in (int[])[0, 1, 60, 61, 100_000])
        {
            byte[][] all = cluster.Gather(Message(cluster.Rank, length));
            Assert.All(Enumerable.Range(0, size), rank => Assert.Equal(Message(rank, length), all[rank]));
            Assert.Equal(Message(0, length), cluster.Broadcast(Message(cluster.Rank, length)));
        }

        // Some have nothing to say.
        Assert.Equal(size - 1, cluster.Gather(cluster.Rank == 0 ? [] : Message(1, 1000)).Count(message => message.Length > 0));
        float[] total = new float[Floats];
        for (int repeat = 0; repeat < 3; repeat++)
        {
            cluster.SumInOrder(Batch, NodesOf(BatchPart.Of(cluster.Rank, size, Batch)), total);
            Assert.Equal(NodesOf(BatchPart.Whole(Batch)), total);
        }

        cluster.Barrier();
    }

    [Fact(Explicit = true)]
    public void ForeignChild()
    {
        var launcher = ClusterLauncher.OfThisProcess()!;
        var failure = Assert.Throws<Core.Errors.BadInputException>(() => MpiCollective.Join(launcher with { Size = launcher.Size + 1 }));
        Assert.Contains("The launcher started 3 processes, but the MPI library", failure.Message, StringComparison.Ordinal);
        Assert.Contains("sees 2.", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void AbortingChild()
    {
        var cluster = MpiCollective.Join(ClusterLauncher.OfThisProcess());
        if (cluster.Rank == 1)
        {
            cluster.Abort(2);
        }

        cluster.Barrier();
    }

    private static byte[] Message(int rank, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((rank * 31) + i))];

    /// <summary>The sums of a part's nodes, computed as a trainer does.</summary>
    private static float[] NodesOf(BatchPart part)
    {
        var tree = new SumTree();
        tree.Begin(part.BatchSize);
        List<float[]> sums = [];
        for (int example = part.First; example < part.End; example++)
        {
            sums.Add([.. Enumerable.Range(0, Floats).Select(i => MathF.Sin((example * 1000) + i))]);
            for (int additions = tree.Push(example, example + 1); additions > 0; additions--)
            {
                sums[^2] = [.. sums[^2].Zip(sums[^1], (left, right) => left + right)];
                sums.RemoveAt(sums.Count - 1);
            }
        }

        return [.. sums.SelectMany(sum => sum)];
    }
}
