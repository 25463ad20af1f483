using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Poses;

namespace Bunraku.Distillation.Teachers;

/// <summary>
/// Fills the banks of several processes with the frames of a training. Each frame is drawn by one of them, or found in the bank of one, and given to all. Which
/// frames everybody has is known to everybody: it changes only when all exchange frames.
/// </summary>
internal sealed class SharedFrames : IDisposable
{
    /// <summary>So much is given away at a time: enough for a frame of the body or many of the face.</summary>
    private const int ParcelBytes = 2 << 20;

    /// <summary>Frames that may wait to be given away: a bank that is full would else be read into memory at once.</summary>
    private const int MostReady = 64;

    private const int HeadBytes = 2 * sizeof(int);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly ICollective _cluster;
    private readonly BankedPoser _bank;
    private readonly SpreadPoses _poses;
    private readonly PosedFrame _frame;
    private readonly int[] _owners;
    private readonly bool[] _isEverywhere;
    private readonly ConcurrentQueue<(int Frame, byte[] File)> _ready = new();
    private readonly AutoResetEvent _readied = new(initialState: false);
    private readonly SemaphoreSlim _room = new(MostReady);
    private readonly CancellationTokenSource _stop = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly int _foundAtFirst;
    private readonly Task _work;
    private int _finished;

    /// <summary>Compares the banks and begins to draw. All processes make one at the same time.</summary>
    /// <param name="cluster">The processes.</param>
    /// <param name="bank">The bank of this one.</param>
    /// <param name="poses">The poses of the frames.</param>
    /// <param name="createFrame">Makes a frame that asks for what the network learns from.</param>
    public SharedFrames(ICollective cluster, BankedPoser bank, SpreadPoses poses, Func<PosedFrame> createFrame)
    {
        (_cluster, _bank, _poses, _frame) = (cluster, bank, poses, createFrame());
        byte[][] held = cluster.Gather([.. Enumerable.Range(0, poses.Count).Select(k => (byte)(bank.Holds(poses[k], _frame) ? 1 : 0))]);
        _owners = new int[poses.Count];
        _isEverywhere = new bool[poses.Count];
        int missing = 0;
        for (int k = 0; k < poses.Count; k++)
        {
            int holder = Array.FindIndex(held, flags => flags[k] != 0);
            _owners[k] = holder >= 0 ? holder : missing++ % cluster.Size;
            _isEverywhere[k] = held.All(flags => flags[k] != 0);
        }

        _finished = _foundAtFirst = _isEverywhere.Count(isThere => isThere);
        PosedFrame drawn = createFrame();
        _work = Task.Run(() => Fill(drawn));
    }

    /// <summary>How far the banks are.</summary>
    public FrameProgress Progress => new(_finished, _poses.Count, _finished - _foundAtFirst, Stopwatch.GetElapsedTime(_began));

    /// <summary>Exchanges frames until every process has the ones that are named. All processes call it at the same time with the same frames.</summary>
    /// <exception cref="BadInputException">The teacher failed, or a frame cannot be kept.</exception>
    public void Require(IReadOnlyList<int> frames)
    {
        if (_finished < _poses.Count)
        {
            Exchange();
        }

        while (frames.Any(frame => !_isEverywhere[frame]))
        {
            if (_ready.IsEmpty && frames.Any(frame => !_isEverywhere[frame] && _owners[frame] == _cluster.Rank))
            {
                _readied.WaitOne(Patience);
            }

            Exchange();
        }
    }

    /// <summary>Exchanges frames until every process has all of them.</summary>
    /// <param name="isOver">Whether this process wants to stop; all stop then.</param>
    /// <param name="report">Told how far it is.</param>
    /// <returns>Whether every process has all of them.</returns>
    public bool RequireAll(Func<bool> isOver, Action<FrameProgress> report)
    {
        for (int k = 0; k < _poses.Count; k++)
        {
            if (!_isEverywhere[k])
            {
                if (_cluster.Gather([isOver() ? (byte)1 : (byte)0]).Any(flag => flag[0] != 0))
                {
                    return false;
                }

                Require([k]);
                report(Progress);
            }
        }

        return true;
    }

    public void Dispose()
    {
        _stop.Cancel();

        // The teacher must not be disposed while it draws; what it failed with is of no interest any more.
        _work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        _stop.Dispose();
        _readied.Dispose();
        _room.Dispose();
    }

    private void Fill(PosedFrame frame)
    {
        for (int k = 0; k < _poses.Count && !_stop.IsCancellationRequested; k++)
        {
            if (_owners[k] == _cluster.Rank && !_isEverywhere[k])
            {
                _room.Wait(_stop.Token);
                _ready.Enqueue((k, _bank.Export(_poses[k], frame)));
                _readied.Set();
            }
        }
    }

    private void Exchange()
    {
        if (_work.IsFaulted)
        {
            _work.GetAwaiter().GetResult();
        }

        byte[][] parcels = _cluster.Gather(Pack());
        for (int rank = 0; rank < parcels.Length; rank++)
        {
            Unpack(parcels[rank], isOwn: rank == _cluster.Rank);
        }
    }

    private byte[] Pack()
    {
        using var parcel = new MemoryStream();
        Span<byte> head = stackalloc byte[HeadBytes];
        while (parcel.Length < ParcelBytes && _ready.TryDequeue(out (int Frame, byte[] File) item))
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, item.Frame);
            BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(int)..], item.File.Length);
            parcel.Write(head);
            parcel.Write(item.File);
            _room.Release();
        }

        return parcel.ToArray();
    }

    private void Unpack(ReadOnlySpan<byte> parcel, bool isOwn)
    {
        while (parcel.Length > 0)
        {
            int k = BinaryPrimitives.ReadInt32LittleEndian(parcel), length = BinaryPrimitives.ReadInt32LittleEndian(parcel[sizeof(int)..]);
            if (!isOwn)
            {
                _bank.Import(_poses[k], _frame, parcel.Slice(HeadBytes, length).ToArray());
            }

            _isEverywhere[k] = true;
            _finished++;
            parcel = parcel[(HeadBytes + length)..];
        }
    }
}
