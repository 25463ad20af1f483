using Bunraku.Core.Clusters;

namespace Bunraku.Core.Tests.Clusters;

public sealed class ClusterLauncherTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_LOCAL_RANK=1", true, 4, 1)]
    [InlineData("PMI_SIZE=8 PMI_RANK=3 MPI_LOCALRANKID=3", false, 8, 3)]
    [InlineData("SLURM_NTASKS=16 PMIX_RANK=2 SLURM_LOCALID=0", true, 16, 0)]
    [InlineData("PMI_SIZE=2 PMI_RANK=0", false, 2, null)]
    [InlineData("SLURM_NTASKS=2 PMI_SIZE=2 PMI_RANK=1 SLURM_LOCALID=1", false, 2, 1)]
    public void Every_launcher_is_known_by_its_variables(string variables, bool speaksPmix, int size, int? localRank) =>
        Assert.Equal(new ClusterLauncher(speaksPmix, size, localRank), Find(variables));

    [Theory]
    [InlineData("")]
    [InlineData("SLURM_NTASKS=16")]
    [InlineData("OMPI_COMM_WORLD_SIZE=many")]
    public void Without_a_launcher_there_is_none(string variables) => Assert.Null(Find(variables));

    [Theory]
    [InlineData(0, null, "0")]
    [InlineData(3, null, "3")]
    [InlineData(1, "4,6", "6")]
    [InlineData(2, "4, 6", "4")]
    [InlineData(1, "GPU-5a", "GPU-5a")]
    public void Each_process_of_a_machine_gets_one_card_in_turn(int localRank, string? visible, string expected) =>
        Assert.Equal(expected, VisibleDevice.For(localRank, visible));

    private static ClusterLauncher? Find(string variables)
    {
        Dictionary<string, string> set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return ClusterLauncher.Find(set.GetValueOrDefault);
    }
}
