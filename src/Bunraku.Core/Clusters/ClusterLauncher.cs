using System.Globalization;

namespace Bunraku.Core.Clusters;

/// <summary>What the program that started this process tells it by environment variables: mpirun of Open MPI, mpiexec of MPICH or MS-MPI, or srun of Slurm.</summary>
/// <param name="SpeaksPmix">Whether it speaks PMIx, as Open MPI does; else PMI, as MPICH and MS-MPI do. Slurm speaks what <c>srun --mpi</c> says.</param>
/// <param name="Size">How many processes were started.</param>
/// <param name="LocalRank">The number of this process among those of its machine; null where the launcher does not tell.</param>
public sealed record ClusterLauncher(bool SpeaksPmix, int Size, int? LocalRank)
{
    /// <summary>The launcher of this process, or null where there is none.</summary>
    public static ClusterLauncher? OfThisProcess() => Find(Environment.GetEnvironmentVariable);

    internal static ClusterLauncher? Find(Func<string, string?> variable)
    {
        int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

        int? localRank = Number("OMPI_COMM_WORLD_LOCAL_RANK") ?? Number("MPI_LOCALRANKID") ?? Number("SLURM_LOCALID");
        if (Number("OMPI_COMM_WORLD_SIZE") is { } openMpi)
        {
            return new ClusterLauncher(SpeaksPmix: true, openMpi, localRank);
        }

        // Slurm sets the number of its tasks everywhere in a job, also where srun did not start the process.
        bool hasSlurmRank = Number("PMI_RANK") is not null || Number("PMIX_RANK") is not null;
        return (Number("PMI_SIZE") ?? (hasSlurmRank ? Number("SLURM_NTASKS") : null)) is { } size ? new ClusterLauncher(SpeaksPmix: Number("PMIX_RANK") is not null, size, localRank) : null;
    }
}
