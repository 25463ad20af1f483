using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Poses;

public sealed class PoseDatasetTests
{
    [Fact]
    public void Order_is_that_of_the_published_program_with_a_permutation_for_each_epoch()
    {
        PoseDataset poses = Numbered(10);

        // Batches of 3: the tenth pose of each permutation is left out.
        Assert.Equal([4, 1, 7, 5, 3, 9, 0, 8, 6], Order(poses, seed: 0, from: 0, to: 9, batchSize: 3));
        Assert.Equal(new MersenneTwister(1).NextPermutation(10)[..9], Order(poses, seed: 0, from: 9, to: 18, batchSize: 3));
        Assert.Equal(new MersenneTwister(7).NextPermutation(10)[..4], Order(poses, seed: 7, from: 0, to: 4, batchSize: 2));
    }

    [Fact]
    public void An_example_depends_on_its_place_alone()
    {
        PoseDataset poses = Numbered(10);
        int[] all = Order(poses, 5, 0, 40, 4);

        Assert.Equal(all.Reverse(), Enumerable.Range(0, 40).Reverse().Select(k => (int)poses.Example(5, k, 4)[0]));
    }

    [Fact]
    public void Samples_are_drawn_by_the_published_generator()
    {
        var random = new MersenneTwister(3);
        int[] expected = [.. Enumerable.Range(0, 8).Select(_ => random.NextBelow(10))];

        Assert.Equal(expected, Numbered(10).Samples(3, 8).Select(pose => (int)pose[0]));
    }

    [Fact]
    public void Fewer_poses_than_a_batch_are_refused() =>
        Assert.Contains("at least a batch of 8 poses", Assert.Throws<BadInputException>(() => Numbered(7).Example(0, 0, 8)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_of_other_tensors_is_one_clear_error()
    {
        using var run = new TestRun();
        CheckpointFile.Write(run["poses.pt"], new StateDict([new("a", new Tensor([2, 45], new float[90]))]));
        run.Fields["pose_sampler"] = $"\"{run["poses.pt"]}\"";
        ConfigFile file = ConfigFile.Load(run.WriteConfig());

        Assert.Contains("poses.pt: a tensor of real numbers", Assert.Throws<CheckpointException>(() => PoseSources.Open(file)).Message, StringComparison.Ordinal);
    }

    /// <summary>Poses whose first value is their number.</summary>
    private static PoseDataset Numbered(int count)
    {
        float[] values = new float[count * PoseParameters.Count];
        for (int i = 0; i < count; i++)
        {
            values[i * PoseParameters.Count] = i;
        }

        return new PoseDataset("poses.pt", values);
    }

    private static int[] Order(PoseDataset poses, ulong seed, int from, int to, int batchSize) =>
        [.. Enumerable.Range(from, to - from).Select(k => (int)poses.Example(seed, k, batchSize)[0])];
}
