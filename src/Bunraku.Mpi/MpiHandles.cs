namespace Bunraku.Mpi;

/// <summary>What the three libraries understand as constants. Open MPI exports objects, whose addresses are meant; MPICH and MS-MPI have numbers.</summary>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Byte">MPI_BYTE.</param>
internal readonly record struct MpiHandles(nint World, nint Byte)
{
    /// <summary>Those of MPICH, and of MS-MPI, which comes from it.</summary>
    public static MpiHandles Numbers { get; } = new(World: 0x44000000, Byte: 0x4c00010d);
}
