using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;

namespace Bunraku.Mpi;

/// <summary>The MPI library of the system: the few functions that are used, found when they are needed. Source: MPI 3.1, mpi-forum.org.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>Any thread may call, one at a time.</summary>
    private const int ThreadSerialized = 2;

    private const int LongestVersion = 8192;
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly ManualResetEventSlim Never = new();
    private readonly nint _library;
    private readonly delegate* unmanaged<nint, nint, int, int*, int> _initThread;
    private readonly delegate* unmanaged<int> _finalize;
    private readonly delegate* unmanaged<nint, int, int> _abort;
    private readonly delegate* unmanaged<nint, int*, int> _commRank;
    private readonly delegate* unmanaged<nint, int*, int> _commSize;
    private readonly delegate* unmanaged<byte*, int*, int> _getLibraryVersion;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int> _allgather;
    private readonly delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, nint*, int> _allgatherv;
    private readonly delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, nint*, int> _alltoallv;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, nint*, int> _bcast;
    private readonly delegate* unmanaged<nint, nint*, int> _barrier;
    private readonly delegate* unmanaged<nint*, int*, void*, int> _test;

    private MpiLibrary(nint library, string name)
    {
        _library = library;
        Name = name;
        Handles = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world) ? new MpiHandles(world, Export("ompi_mpi_byte")) : MpiHandles.Numbers;
        _initThread = (delegate* unmanaged<nint, nint, int, int*, int>)Export("MPI_Init_thread");
        _finalize = (delegate* unmanaged<int>)Export("MPI_Finalize");
        _abort = (delegate* unmanaged<nint, int, int>)Export("MPI_Abort");
        _commRank = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_rank");
        _commSize = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_size");
        _getLibraryVersion = (delegate* unmanaged<byte*, int*, int>)Export("MPI_Get_library_version");
        _allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, nint*, int>)Export("MPI_Iallgather");
        _allgatherv = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, nint*, int>)Export("MPI_Iallgatherv");
        _alltoallv = (delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, nint*, int>)Export("MPI_Ialltoallv");
        _bcast = (delegate* unmanaged<void*, int, nint, int, nint, nint*, int>)Export("MPI_Ibcast");
        _barrier = (delegate* unmanaged<nint, nint*, int>)Export("MPI_Ibarrier");
        _test = (delegate* unmanaged<nint*, int*, void*, int>)Export("MPI_Test");
    }

    /// <summary>The file that was loaded.</summary>
    public string Name { get; }

    public MpiHandles Handles { get; }

    /// <summary>Loads the library that fits a launcher.</summary>
    /// <exception cref="BadInputException">There is none, or it is too old.</exception>
    public static MpiLibrary Load(ClusterLauncher? launcher) => Load(NamesFor(launcher));

    /// <summary>For tests, which have other names.</summary>
    internal static MpiLibrary Load(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return new MpiLibrary(library, name);
            }
        }

        string install = OperatingSystem.IsWindows() ? "Install MS-MPI" : OperatingSystem.IsMacOS() ? "Install it with: brew install open-mpi" : "Install it on every machine, on Debian and Ubuntu with: sudo apt-get install openmpi-bin";
        throw new BadInputException($"The MPI library was not found (looked for {string.Join(", ", names)}). {install}. Or train in one process, without mpirun and --distributed.");
    }

    /// <summary>The names of the library: Open MPI's, MPICH's, and what a development package has.</summary>
    internal static string[] NamesFor(ClusterLauncher? launcher)
    {
        if (OperatingSystem.IsWindows())
        {
            return ["msmpi.dll"];
        }

        (string[] openMpi, string[] mpich, string any) = OperatingSystem.IsMacOS()
            ? (new[] { "libmpi.40.dylib" }, new[] { "libmpi.12.dylib", "libmpich.12.dylib" }, "libmpi.dylib")
            : (new[] { "libmpi.so.40" }, new[] { "libmpi.so.12", "libmpich.so.12" }, "libmpi.so");
        return launcher is { SpeaksPmix: false } ? [.. mpich, .. openMpi, any] : [.. openMpi, .. mpich, any];
    }

    public void Initialize()
    {
        int provided;
        Require(_initThread(0, 0, ThreadSerialized, &provided), "MPI_Init_thread");
        if (provided < ThreadSerialized)
        {
            throw new BadInputException($"{Name} was built for programs with one thread only. Bunraku calls it from several, one at a time. Use a build of MPI with MPI_THREAD_SERIALIZED.");
        }
    }

    public void FinalizeLibrary() => Require(_finalize(), "MPI_Finalize");

    /// <summary>Ends all processes of the job.</summary>
    public void Abort(int exitCode) => _ = _abort(Handles.World, exitCode);

    public int Rank()
    {
        int rank;
        Require(_commRank(Handles.World, &rank), "MPI_Comm_rank");
        return rank;
    }

    public int Size()
    {
        int size;
        Require(_commSize(Handles.World, &size), "MPI_Comm_size");
        return size;
    }

    /// <summary>The first line of what the library says of itself.</summary>
    public string Version()
    {
        byte* text = stackalloc byte[LongestVersion];
        int length;
        Require(_getLibraryVersion(text, &length), "MPI_Get_library_version");
        return ForeignText.Line(Encoding.UTF8.GetString(text, length).TrimEnd('\0').Split('\n')[0]);
    }

    public void AllGather(void* own, int bytes, void* all)
    {
        nint request = 0;
        Require(_allgather(own, bytes, Handles.Byte, all, bytes, Handles.Byte, Handles.World, &request), "MPI_Iallgather");
        Wait(request);
    }

    public void AllGather(void* own, int bytes, void* all, int* counts, int* offsets)
    {
        nint request = 0;
        Require(_allgatherv(own, bytes, Handles.Byte, all, counts, offsets, Handles.Byte, Handles.World, &request), "MPI_Iallgatherv");
        Wait(request);
    }

    public void AllToAll(void* send, int* sendCounts, int* sendOffsets, void* receive, int* receiveCounts, int* receiveOffsets)
    {
        nint request = 0;
        Require(_alltoallv(send, sendCounts, sendOffsets, Handles.Byte, receive, receiveCounts, receiveOffsets, Handles.Byte, Handles.World, &request), "MPI_Ialltoallv");
        Wait(request);
    }

    public void Broadcast(void* data, int bytes)
    {
        nint request = 0;
        Require(_bcast(data, bytes, Handles.Byte, 0, Handles.World, &request), "MPI_Ibcast");
        Wait(request);
    }

    public void Barrier()
    {
        nint request = 0;
        Require(_barrier(Handles.World, &request), "MPI_Ibarrier");
        Wait(request);
    }

    /// <summary>
    /// Waits without keeping a processor busy for long: MPI itself would, and the teacher's threads would pay for it. The library only gets on while it is asked, so it is asked
    /// often at first.
    /// </summary>
    private void Wait(nint request)
    {
        const int StatusBytes = 64;
        byte* status = stackalloc byte[StatusBytes];
        long began = Stopwatch.GetTimestamp();
        int isDone = 0;
        while (true)
        {
            Require(_test(&request, &isDone, status), "MPI_Test");
            if (isDone != 0)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(began) < Impatience)
            {
                Thread.Yield();
            }
            else
            {
                Never.Wait(Pause);
            }
        }
    }

    private static void Require(int result, string function)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"{function} of the MPI library failed with the error {result}.");
        }
    }

    private nint Export(string function) => NativeLibrary.TryGetExport(_library, function, out nint address)
        ? address
        : throw new BadInputException($"{Name}: the MPI library has no function {function}. It is too old or not an MPI library. Install Open MPI 4, MPICH 3, MS-MPI 10 or a later version.");
}
