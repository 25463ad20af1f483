namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>
/// Says when the receiving side of Face Motion v3 speaks: five hellos a second apart; a ping every three seconds of a session. After three seconds
/// without a frame it sends up to three recoveries; after twelve it only listens.
/// </summary>
internal sealed class FaceMotionTimers
{
    private const int MostHellos = 5;
    private const int MostRecoveries = 3;

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RecoverAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    private readonly bool _asks;
    private readonly bool _keepsAsking;
    private readonly bool _overTcp;
    private Phase _phase;
    private int _hellos;
    private TimeSpan? _lastHello;
    private TimeSpan _waitingSince;
    private TimeSpan _reference;
    private TimeSpan _lastHeard;
    private TimeSpan _lease;
    private int _recoveries;
    private TimeSpan? _lastRecovery;
    private TimeSpan? _lastPing;
    private bool _isAckDue;
    private TimeSpan? _lastAck;
    private bool _isSchemaWanted;
    private TimeSpan? _lastGetSchema;

    public FaceMotionTimers(bool asks, bool keepsAsking, bool overTcp)
    {
        _asks = asks;
        _keepsAsking = keepsAsking;
        _overTcp = overTcp;
        _phase = asks ? Phase.Asking : Phase.Listening;
        Nonce = NewNonce();
    }

    private enum Phase
    {
        /// <summary>Hellos go out.</summary>
        Asking,

        /// <summary>Nothing was asked yet; the user starts the stream on the phone.</summary>
        Listening,

        /// <summary>A schema is agreed on, and frames come or are hoped for.</summary>
        InSession,

        /// <summary>All attempts are used up; only answers are sent.</summary>
        Waiting,
    }

    /// <summary>The number that the phone repeats in its answer to our hellos.</summary>
    public ulong Nonce { get; private set; }

    public bool IsAsking => _phase == Phase.Asking;

    /// <summary>Whether another session is not to take over now.</summary>
    public bool IsInSession => _phase == Phase.InSession;

    /// <summary>The number of the ping that <see cref="Next"/> has just called for.</summary>
    public uint PingNumber { get; private set; }

    public void HeardFromPhone(TimeSpan now) => _lastHeard = now;

    /// <summary>A schema was stored. In a session that waits it does not restart the attempts; only a frame does.</summary>
    public void SchemaStored(TimeSpan now, TimeSpan lease, bool isNewSession)
    {
        _lastHeard = now;
        _lease = lease;
        _isAckDue = true;
        _lastAck = null;
        if (isNewSession && _phase != Phase.Waiting)
        {
            _phase = Phase.InSession;
            _reference = now;
            _recoveries = 0;
            _lastPing = now;
        }
    }

    public void AcknowledgeAgain() => _isAckDue = true;

    public void AskForSchema() => _isSchemaWanted = true;

    public void FrameDecoded(TimeSpan now)
    {
        _lastHeard = now;
        _reference = now;
        _recoveries = 0;
        _phase = Phase.InSession;
    }

    /// <summary>Stops asking: the phone refused, or all attempts are used up.</summary>
    public void Wait(TimeSpan now)
    {
        _phase = Phase.Waiting;
        _waitingSince = now;
    }

    /// <summary>The message that is due now, or null.</summary>
    public MessageType? Next(TimeSpan now, bool hasSchema) =>
        (hasSchema ? NextAnswer(now) : null) ?? _phase switch
        {
            Phase.Asking => NextHello(now),
            Phase.InSession => NextOfSession(now),
            Phase.Waiting => NextWhileWaiting(now),
            _ => null,
        };

    private MessageType? NextAnswer(TimeSpan now)
    {
        if (_isAckDue && !(now - _lastAck < OneSecond))
        {
            _isAckDue = false;
            _lastAck = now;
            if (!_overTcp)
            {
                return MessageType.SchemaAck;
            }
        }

        if (_isSchemaWanted && !(now - _lastGetSchema < OneSecond))
        {
            _isSchemaWanted = false;
            _lastGetSchema = now;
            return MessageType.GetSchema;
        }

        return null;
    }

    private MessageType? NextHello(TimeSpan now)
    {
        if (now - _lastHello < OneSecond)
        {
            return null;
        }

        if (_hellos == MostHellos)
        {
            Wait(now);
            return null;
        }

        _hellos++;
        _lastHello = now;
        return MessageType.Hello;
    }

    private MessageType? NextOfSession(TimeSpan now)
    {
        TimeSpan silence = now - _reference;
        if (silence >= GiveUpAfter || now - _lastHeard >= _lease)
        {
            Wait(now);
            return null;
        }

        if (silence >= RecoverAfter && _recoveries < MostRecoveries && !(now - _lastRecovery < OneSecond))
        {
            _recoveries++;
            _lastRecovery = now;
            _isAckDue = true;
            _isSchemaWanted = true;
            return NextAnswer(now);
        }

        if (now - _lastPing < PingEvery)
        {
            return null;
        }

        _lastPing = now;
        PingNumber++;
        return MessageType.Ping;
    }

    private MessageType? NextWhileWaiting(TimeSpan now)
    {
        if (!_asks || !_keepsAsking || now - _waitingSince < AskAgainAfter)
        {
            return null;
        }

        _phase = Phase.Asking;
        _hellos = 0;
        _lastHello = null;
        Nonce = NewNonce();
        return NextHello(now);
    }

    private static ulong NewNonce() => (ulong)Random.Shared.NextInt64(1, long.MaxValue);
}
