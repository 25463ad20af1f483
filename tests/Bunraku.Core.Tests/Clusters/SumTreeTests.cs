using Bunraku.Core.Clusters;

namespace Bunraku.Core.Tests.Clusters;

public sealed class SumTreeTests
{
    [Theory]
    [InlineData(1, "0")]
    [InlineData(3, "((0+1)+2)")]
    [InlineData(8, "(((0+1)+(2+3))+((4+5)+(6+7)))")]
    [InlineData(7, "(((0+1)+(2+3))+((4+5)+6))")]
    public void The_tree_is_as_documented(int leaves, string expected)
    {
        var tree = new SumTree();
        tree.Begin(leaves);
        var sums = new List<string>();
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            sums.Add($"{leaf}");
            for (int additions = tree.Push(leaf, leaf + 1); additions > 0; additions--)
            {
                sums[^2] = $"({sums[^2]}+{sums[^1]})";
                sums.RemoveAt(sums.Count - 1);
            }
        }

        Assert.Equal([expected], sums);
    }

    [Fact]
    public void Any_number_of_processes_gets_the_bits_of_one()
    {
        var random = new Random(4);
        foreach (int batch in (int[])[1, 2, 3, 5, 8, 13, 64, 256])
        {
            float[][] leaves = [.. Enumerable.Range(0, batch).Select(_ => new[] { random.NextSingle(), random.NextSingle() * 1e6f, -random.NextSingle() })];
            float[] expected = SumOf(leaves, size: 1);
            foreach (int size in (int[])[2, 3, 4, 7, 8, 16, 40])
            {
                Assert.Equal(expected, SumOf(leaves, size));
            }
        }
    }

    [Fact]
    public void Another_order_gives_other_bits()
    {
        // Otherwise the test above would prove nothing.
        float[][] leaves = [[1e8f], [3f], [3f], [3f]];
        float inOrder = ((leaves[0][0] + leaves[1][0]) + leaves[2][0]) + leaves[3][0];
        Assert.NotEqual(inOrder, SumOf(leaves, size: 2)[0]);
    }

    [Fact]
    public void Parts_cover_a_batch_and_differ_by_one_example_at_most()
    {
        foreach ((int size, int batch) in (ReadOnlySpan<(int, int)>)[(1, 8), (3, 8), (8, 8), (5, 3), (32, 64)])
        {
            BatchPart[] parts = [.. Enumerable.Range(0, size).Select(rank => BatchPart.Of(rank, size, batch))];
            Assert.Equal(0, parts[0].First);
            Assert.Equal(batch, parts[^1].End);
            Assert.All(parts.Skip(1).Zip(parts), pair => Assert.Equal(pair.Second.End, pair.First.First));
            Assert.InRange(parts.Max(part => part.Count) - parts.Min(part => part.Count), 0, 1);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 257, 257)]
    [InlineData(0, 2, 1)]
    [InlineData(7, 2, 8)]
    public void A_part_that_cannot_be_is_refused(int first, int count, int batch) =>
        Assert.Throws<ArgumentException>(() => new BatchPart(first, count, batch).Require(count));

    /// <summary>What the processes would compute and exchange.</summary>
    private static float[] SumOf(float[][] leaves, int size)
    {
        int floats = leaves[0].Length;
        var rows = new List<float[]>();
        for (int rank = 0; rank < size; rank++)
        {
            var part = BatchPart.Of(rank, size, leaves.Length);
            var tree = new SumTree();
            tree.Begin(leaves.Length);
            List<float[]> own = [];
            for (int leaf = part.First; leaf < part.End; leaf++)
            {
                own.Add([.. leaves[leaf]]);
                for (int additions = tree.Push(leaf, leaf + 1); additions > 0; additions--)
                {
                    own[^2] = [.. own[^2].Zip(own[^1], (left, right) => left + right)];
                    own.RemoveAt(own.Count - 1);
                }
            }

            Assert.Equal(SumTree.NodesOf(part).Length, own.Count);
            rows.AddRange(own);
        }

        float[] all = [.. rows.SelectMany(row => row)];
        SharedSum.Fold(leaves.Length, size, all, floats);
        return all[..floats];
    }
}
