using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Tests.Poses;

/// <summary>Vectors of the published program's generator.</summary>
public sealed class MersenneTwisterTests
{
    [Theory]
    [InlineData(0, 10, new[] { 4, 1, 7, 5, 3, 9, 0, 8, 6, 2 })]
    [InlineData(0, 1000, new[] { 44, 37, 675, 775, 947, 209, 719, 500 })]
    [InlineData(3, 1000, new[] { 986, 114, 871, 894, 140, 885, 232, 402 })]
    [InlineData(7, 500_000, new[] { 241615, 415845, 239121, 483506, 468347, 477362, 296577, 249677 })]
    public void Permutations_are_those_of_the_published_program(ulong seed, int count, int[] first)
    {
        int[] permutation = new MersenneTwister(seed).NextPermutation(count);

        Assert.Equal(first, permutation[..first.Length]);
        Assert.Equal(Enumerable.Range(0, count), permutation.Order());
    }

    [Fact]
    public void Whole_numbers_are_those_of_the_published_program()
    {
        var random = new MersenneTwister(14367217090963479175);

        Assert.Equal([258881, 485023, 328796, 169337, 422698, 75875, 277637, 107378], Enumerable.Range(0, 8).Select(_ => random.NextBelow(500_000)));
    }
}
