using System.Net;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>
/// Counts what comes to a source and decides whose packets are listened to. Safe for any number of threads.
/// </summary>
internal sealed class SourceMonitor(SourceSetup setup, TimeProvider clock)
{
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly PacketRate _rate = new();
    private readonly PacketRate _malformedRate = new();
    private readonly HalfFaceWatch _halves = new();
    private SourceStatistics _counted = new();
    private bool _isOpen;
    private SourceState _obstacle;
    private bool _isFaceFound;
    private TimeSpan _openedAt;
    private long _received;
    private long _accepted;
    private long _malformed;
    private long _fromOthers;
    private long _requests;
    private TimeSpan? _lastAccepted;
    private TimeSpan? _lastHeard;

    /// <summary>Whether a sample came within the last second.</summary>
    public bool IsReceiving
    {
        get
        {
            lock (_gate)
            {
                return IsFresh(FaceClock.TimeOf(clock));
            }
        }
    }

    /// <summary>The port is open: the source waits for data.</summary>
    public void Opened(int port)
    {
        lock (_gate)
        {
            if (!_isOpen)
            {
                _isOpen = true;
                _openedAt = FaceClock.TimeOf(clock);
                _counted = _counted with { LocalPort = port, Problem = null };
            }
        }
    }

    /// <summary>The source cannot receive now and will try again.</summary>
    public void Failed(SourceState obstacle, Phrase problem)
    {
        lock (_gate)
        {
            _isOpen = false;
            _obstacle = obstacle;
            _counted = _counted with { LocalPort = 0, Problem = problem };
        }
    }

    /// <summary>Something that nobody foresaw ended the reception; the source will try again.</summary>
    public void Failed(Exception fault) => Failed(SourceState.Failed, Phrase.Of($"{setup.Name} stopped unexpectedly: {ForeignText.Line(fault.Message)} It is started again."));

    /// <summary>Something is wrong while the port stays open, or null when it is no longer.</summary>
    public void Report(Phrase? problem)
    {
        lock (_gate)
        {
            if (!Equals(problem, _counted.Problem))
            {
                _counted = _counted with { Problem = problem };
            }
        }
    }

    /// <summary>The source has ended.</summary>
    public void Stopped()
    {
        lock (_gate)
        {
            _isOpen = false;
            _obstacle = SourceState.Stopped;
            _counted = _counted with { LocalPort = 0, Problem = null };
        }
    }

    public void RequestSent() => Interlocked.Increment(ref _requests);

    /// <summary>
    /// Counts a packet and tells whether its sender is listened to. With a filter that is one address, else the first sender until it has been silent
    /// for a second, so that two phones never move one face.
    /// </summary>
    /// <param name="sender">Who sent the packet.</param>
    /// <param name="now">The time.</param>
    /// <param name="isNewStream">Whether the packet is the first of a sender, or the first after a second of silence.</param>
    public bool Admit(IPAddress sender, TimeSpan now, out bool isNewStream)
    {
        lock (_gate)
        {
            _received++;
            bool isListenedTo = setup.OnlyFrom is { } only
                ? sender.Equals(only)
                : sender.Equals(_counted.LastSender) || !IsFresh(now);
            isNewStream = isListenedTo && !(sender.Equals(_counted.LastSender) && now - _lastHeard < SourceTiming.StaleAfter);
            _lastHeard = isListenedTo ? now : _lastHeard;
            if (!isListenedTo)
            {
                _fromOthers++;
                if (!sender.Equals(_counted.OtherSender))
                {
                    _counted = _counted with { OtherSender = sender };
                }
            }
            else if (!sender.Equals(_counted.LastSender))
            {
                _counted = _counted with { LastSender = sender };
            }

            return isListenedTo;
        }
    }

    /// <summary>Counts a face that has no sender and puts it into the slot: first the slot, so that a face that is counted can be read.</summary>
    public void Bring(FacePose face, LatestFace latest)
    {
        CountReceived();
        latest.Show(face);
        Count(PacketKind.Face, [], face);
        latest.Announce(face);
    }

    /// <summary>Counts a packet that has no sender, from our own page.</summary>
    public void CountReceived()
    {
        lock (_gate)
        {
            _received++;
        }
    }

    /// <summary>Counts what an admitted packet turned out to be.</summary>
    public void Count(PacketKind kind, ReadOnlySpan<byte> packet, FacePose? face)
    {
        lock (_gate)
        {
            if (face is not null)
            {
                Accept(face);
            }
            else if (kind == PacketKind.Malformed)
            {
                _malformed++;
                _malformedRate.Add(FaceClock.TimeOf(clock));
                TrackingProtocol? recognised = ProtocolRecognition.Recognise(packet);
                if (recognised is not null && recognised != _counted.ForeignProtocol)
                {
                    _counted = _counted with { ForeignProtocol = recognised };
                }
            }
        }
    }

    /// <summary>True once when no sample has come for a second: then the face is lost.</summary>
    public bool LosesFace()
    {
        lock (_gate)
        {
            bool loses = _isFaceFound && !IsFresh(FaceClock.TimeOf(clock));
            _isFaceFound &= !loses;
            return loses;
        }
    }

    public SourceStatistics Snapshot(long? lost)
    {
        lock (_gate)
        {
            TimeSpan now = FaceClock.TimeOf(clock);
            return _counted with
            {
                State = StateAt(now),
                Received = _received,
                Accepted = _accepted,
                Malformed = _malformed,
                MalformedRate = _malformedRate.At(now),
                HasJustBegun = _isOpen && now - _openedAt < Beginning,
                Lost = lost,
                FromOtherSenders = _fromOthers,
                Rate = _rate.At(now),
                LastAcceptedAt = _lastAccepted,
                SinceLastAccepted = now - _lastAccepted,
                IsFaceLost = _lastAccepted is not null && !(_isFaceFound && IsFresh(now)),
                RequestsSent = Interlocked.Read(ref _requests),
                IsUpperFaceZero = _halves.IsUpperZero,
                IsLowerFaceZero = _halves.IsLowerZero,
            };
        }
    }

    private void Accept(FacePose face)
    {
        _accepted++;
        _lastAccepted = face.Timestamp;
        _isFaceFound = face.IsFaceFound;
        _rate.Add(face.Timestamp);
        _halves.Add(face);
        if (_counted.ForeignProtocol is not null)
        {
            _counted = _counted with { ForeignProtocol = null };
        }
    }

    private SourceState StateAt(TimeSpan now) => !_isOpen ? _obstacle
        : IsFresh(now) ? SourceState.Receiving
        : _lastAccepted >= _openedAt ? SourceState.Stale
        : SourceState.Waiting;

    private bool IsFresh(TimeSpan now) => now - _lastAccepted < SourceTiming.StaleAfter;
}
