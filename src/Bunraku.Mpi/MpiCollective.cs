using System.Buffers.Binary;
using System.Globalization;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;

namespace Bunraku.Mpi;

/// <summary>The processes of an MPI job. One for each process, because MPI can be started once; disposing it ends the work with MPI.</summary>
public sealed unsafe class MpiCollective : ICollective
{
    /// <summary>What is this short is gathered in one round.</summary>
    private const int InlineBytes = 60;

    private const int PacketBytes = sizeof(int) + InlineBytes;
    private readonly MpiLibrary _library;
    private float[] _sent = [];
    private float[] _received = [];
    private bool _isDisposed;

    private MpiCollective(MpiLibrary library)
    {
        _library = library;
        Rank = library.Rank();
        Size = library.Size();
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>What the library says of itself.</summary>
    public string Version => _library.Version();

    /// <summary>Joins the job that this process was started for.</summary>
    /// <param name="launcher">What the launcher told; null where there was none.</param>
    /// <exception cref="BadInputException">There is no MPI library, or it is not that of the launcher.</exception>
    public static MpiCollective Join(ClusterLauncher? launcher)
    {
        MpiLibrary library = MpiLibrary.Load(launcher);
        library.Initialize();
        var collective = new MpiCollective(library);
        if (launcher is not null && launcher.Size != collective.Size)
        {
            string version = library.Version();
            library.FinalizeLibrary();
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The launcher started {launcher.Size} processes, but the MPI library {library.Name} ({version}) sees {collective.Size}. The launcher belongs to another MPI. Use the mpirun or mpiexec of this library."));
        }

        return collective;
    }

    /// <summary>Ends all processes of the job at once.</summary>
    /// <param name="exitCode">The exit code of the job.</param>
    public void Abort(int exitCode) => _library.Abort(exitCode);

    /// <inheritdoc/>
    public byte[][] Gather(ReadOnlySpan<byte> own)
    {
        byte* packet = stackalloc byte[PacketBytes];
        BinaryPrimitives.WriteInt32LittleEndian(new Span<byte>(packet, PacketBytes), own.Length);
        bool isShort = own.Length <= InlineBytes;
        (isShort ? own : default).CopyTo(new Span<byte>(packet + sizeof(int), InlineBytes));
        byte[] packets = new byte[Size * PacketBytes];
        fixed (byte* all = packets)
        {
            _library.AllGather(packet, PacketBytes, all);
        }

        int[] lengths = [.. Enumerable.Range(0, Size).Select(rank => BinaryPrimitives.ReadInt32LittleEndian(packets.AsSpan(rank * PacketBytes)))];
        return lengths.Max() <= InlineBytes
            ? [.. lengths.Select((length, rank) => packets.AsSpan((rank * PacketBytes) + sizeof(int), length).ToArray())]
            : GatherLong(own, lengths);
    }

    /// <inheritdoc/>
    public byte[] Broadcast(ReadOnlySpan<byte> own)
    {
        int length = own.Length;
        _library.Broadcast(&length, sizeof(int));
        byte[] data = new byte[length];
        if (Rank == 0)
        {
            own.CopyTo(data);
        }

        fixed (byte* first = data)
        {
            _library.Broadcast(first, length);
        }

        return data;
    }

    /// <inheritdoc/>
    public void SumInOrder(int batchSize, ReadOnlySpan<float> nodes, Span<float> total)
    {
        int floats = total.Length;
        int[] nodesOf = [.. Enumerable.Range(0, Size).Select(rank => SumTree.NodesOf(BatchPart.Of(rank, Size, batchSize)).Length)];
        (int First, int Count)[] slices = [.. Enumerable.Range(0, Size).Select(rank => SharedSum.Slice(floats, rank, Size))];
        int own = nodesOf[Rank], width = slices[Rank].Count;
        MakeRoom(ref _sent, own * floats);
        MakeRoom(ref _received, Math.Max(1, nodesOf.Sum()) * width);
        int packed = 0;
        foreach ((int first, int count) in slices)
        {
            for (int node = 0; node < own; node++, packed += count)
            {
                nodes.Slice((node * floats) + first, count).CopyTo(_sent.AsSpan(packed));
            }
        }

        (int[] sendCounts, int[] sendOffsets) = InBytes([.. slices.Select(slice => own * slice.Count)]);
        (int[] receiveCounts, int[] receiveOffsets) = InBytes([.. nodesOf.Select(count => count * width)]);
        (int[] sliceCounts, int[] sliceOffsets) = InBytes([.. slices.Select(slice => slice.Count)]);
        fixed (float* sent = _sent, received = _received, result = total)
        {
            fixed (int* counts = sendCounts, offsets = sendOffsets, toReceive = receiveCounts, receivedAt = receiveOffsets)
            {
                _library.AllToAll(sent, counts, offsets, received, toReceive, receivedAt);
            }

            SharedSum.Fold(batchSize, Size, new Span<float>(received, nodesOf.Sum() * width), width);
            fixed (int* counts = sliceCounts, offsets = sliceOffsets)
            {
                _library.AllGather(received, width * sizeof(float), result, counts, offsets);
            }
        }
    }

    /// <inheritdoc/>
    public void Barrier() => _library.Barrier();

    /// <summary>Waits for the others and leaves the job.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _library.FinalizeLibrary();
        }
    }

    private static (int[] Counts, int[] Offsets) InBytes(int[] floats)
    {
        int[] counts = [.. floats.Select(count => checked(count * sizeof(float)))];
        int[] offsets = new int[counts.Length];
        for (int i = 1; i < counts.Length; i++)
        {
            offsets[i] = checked(offsets[i - 1] + counts[i - 1]);
        }

        return (counts, offsets);
    }

    private static void MakeRoom(ref float[] buffer, int floats)
    {
        if (buffer.Length < floats)
        {
            buffer = new float[floats];
        }
    }

    private byte[][] GatherLong(ReadOnlySpan<byte> own, int[] lengths)
    {
        int[] offsets = new int[Size];
        for (int rank = 1; rank < Size; rank++)
        {
            offsets[rank] = checked(offsets[rank - 1] + lengths[rank - 1]);
        }

        byte[] all = new byte[checked(offsets[^1] + lengths[^1])];
        fixed (byte* first = own, target = all)
        fixed (int* counts = lengths, places = offsets)
        {
            _library.AllGather(first, own.Length, target, counts, places);
        }

        return [.. lengths.Select((length, rank) => all.AsSpan(offsets[rank], length).ToArray())];
    }
}
