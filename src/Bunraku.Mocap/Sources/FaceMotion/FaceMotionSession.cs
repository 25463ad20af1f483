using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>
/// The receiving side of Face Motion v3, contract revision 4: hello, schema, acknowledgement, frames. Over TCP nothing is
/// acknowledged and nothing comes in parts.
/// </summary>
/// <param name="asks">Whether the phone is asked to start; else the user starts the stream on the phone.</param>
/// <param name="keepsAsking">
/// Whether a phone that did not answer five hellos, or fell silent for good, is asked again every ten seconds. The protocol's document
/// lets the receiver stay silent until the user starts the stream on the phone; then a phone that is switched off and on again would not
/// be found.
/// </param>
/// <param name="overTcp">Whether this is one TCP connection.</param>
internal sealed class FaceMotionSession(bool asks, bool keepsAsking, bool overTcp) : IFaceProtocol
{
    private const int MostRetired = 32;
    private const byte FaceIsValid = 0b11;

    private readonly FragmentAssembler _assembler = new();
    private readonly Queue<ulong> _retired = new();
    private readonly FaceMotionTimers _timers = new(asks, keepsAsking, overTcp);
    private ulong _sessionId;
    private ulong _sessionNonce;
    private uint _schemaId;
    private FaceMotionSchema? _schema;
    private uint? _lastSequence;
    private long _lost;

    /// <summary>Whether a schema has been agreed on.</summary>
    public bool HasSchema => _schema is not null;

    public long? Lost => HasSchema ? _lost : null;

    public Phrase? Problem { get; private set; }

    /// <summary>Only a hello goes to the port the phone listens on; a stream started on the phone may come from another one.</summary>
    public bool AnswersSender { get; private set; } = true;

    public PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face)
    {
        face = null;
        if (!MessageHeader.TryRead(packet, out MessageHeader header)
            || packet.Length != MessageHeader.Length + header.ChunkLength
            || (overTcp && header.PartCount != 1))
        {
            return PacketKind.Malformed;
        }

        ReadOnlySpan<byte> chunk = packet[MessageHeader.Length..];
        switch (header.Type)
        {
            case MessageType.Schema:
                return TakeSchema(header, chunk, now);
            case MessageType.Frame:
                return TakeFrame(header, chunk, now, out face);
            case MessageType.Error:
                return TakeError(header, chunk, now);
            case MessageType.Pong:
                if (header.SessionId == _sessionId)
                {
                    _timers.HeardFromPhone(now);
                }

                return PacketKind.Understood;
            default:
                return PacketKind.Malformed;
        }
    }

    public int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving)
    {
        MessageType? due = _timers.Next(now, HasSchema);
        AnswersSender = due != MessageType.Hello;
        return due switch
        {
            MessageType.Hello => WriteHello(destination),
            MessageType.Ping => WriteControl(destination, MessageType.Ping, sequence: _timers.PingNumber),
            MessageType.GetSchema => WriteControl(destination, MessageType.GetSchema),
            MessageType.SchemaAck => WriteControl(destination, MessageType.SchemaAck, schemaId: _schemaId),
            _ => 0,
        };
    }

    public int Farewell(Span<byte> destination)
    {
        AnswersSender = true;
        return HasSchema ? WriteControl(destination, MessageType.Stop) : 0;
    }

    private PacketKind TakeSchema(MessageHeader header, ReadOnlySpan<byte> chunk, TimeSpan now)
    {
        bool isSameSession = header.SessionId == _sessionId;
        if (isSameSession && header.SchemaId == _schemaId)
        {
            _timers.HeardFromPhone(now);
            _timers.AcknowledgeAgain();
            return PacketKind.Understood;
        }

        bool isStale = isSameSession ? header.SchemaId < _schemaId : _retired.Contains(header.SessionId);
        bool isTakeover = !isSameSession && _timers.IsInSession;
        if (isStale || isTakeover || !_assembler.TryComplete(header, chunk, now, out ReadOnlySpan<byte> payload))
        {
            return PacketKind.Understood;
        }

        if (!StartInformation.TryRead(payload, out StartInformation start)
            || !IsNonceExpected(start.ClientNonce, isSameSession)
            || !FaceMotionSchema.TryParse(payload[StartInformation.Length..], out FaceMotionSchema? schema))
        {
            return PacketKind.Malformed;
        }

        if (!isSameSession)
        {
            RetireSession();
            _sessionId = header.SessionId;
            _sessionNonce = start.ClientNonce;
            _lastSequence = null;
        }

        _assembler.Clear();
        _schema = schema;
        _schemaId = header.SchemaId;
        Problem = null;
        _timers.SchemaStored(now, start.Lease, isNewSession: !isSameSession);
        return PacketKind.Understood;
    }

    private PacketKind TakeFrame(MessageHeader header, ReadOnlySpan<byte> chunk, TimeSpan now, out FacePose? face)
    {
        face = null;
        if (_schema is null || header.SessionId != _sessionId)
        {
            return PacketKind.Understood;
        }

        if (header.SchemaId != _schemaId)
        {
            _timers.AskForSchema();
            return PacketKind.Understood;
        }

        if (!IsNewer(header.Sequence) || !_assembler.TryComplete(header, chunk, now, out ReadOnlySpan<byte> payload))
        {
            return PacketKind.Understood;
        }

        if (!FaceMotionFrame.TryParse(payload, _schema, (header.Flags & FaceIsValid) != 0, now, out face))
        {
            return PacketKind.Malformed;
        }

        _lost += _lastSequence is { } last ? header.Sequence - last - 1 : 0;
        _lastSequence = header.Sequence;
        Problem = null;
        _timers.FrameDecoded(now);
        return PacketKind.Face;
    }

    private PacketKind TakeError(MessageHeader header, ReadOnlySpan<byte> text, TimeSpan now)
    {
        if (text.IsEmpty || !Utf8.IsValid(text))
        {
            return PacketKind.Malformed;
        }

        bool isOurs = _timers.IsAsking ? header.SessionId == _timers.Nonce : header.SessionId == _sessionId;
        if (isOurs)
        {
            Problem = Phrase.Of($"The phone says: {ForeignText.Show(Encoding.UTF8.GetString(text).ReplaceLineEndings(" "))}.");
            _timers.Wait(now);
        }

        return PacketKind.Understood;
    }

    /// <summary>Within a session the nonce stays; a new one answers our hello, or has 0 when the user started it on the phone.</summary>
    private bool IsNonceExpected(ulong nonce, bool isSameSession) => isSameSession
        ? nonce == _sessionNonce
        : nonce == 0 || nonce == _timers.Nonce;

    private bool IsNewer(uint sequence) => _lastSequence is not { } last || sequence - last is >= 1 and <= int.MaxValue;

    private void RetireSession()
    {
        if (_sessionId == 0)
        {
            return;
        }

        _retired.Enqueue(_sessionId);
        if (_retired.Count > MostRetired)
        {
            _retired.Dequeue();
        }
    }

    private int WriteHello(Span<byte> destination)
    {
        const int Payload = 8;
        new MessageHeader
        {
            Type = MessageType.Hello,
            SessionId = _timers.Nonce,
            TotalLength = Payload,
            PartCount = 1,
            ChunkLength = Payload,
        }.Write(destination);
        Span<byte> payload = destination[MessageHeader.Length..];
        BinaryPrimitives.WriteUInt16LittleEndian(payload, StartInformation.HighestFps);
        BinaryPrimitives.WriteUInt16LittleEndian(payload[2..], StartInformation.LargestDatagram);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[4..], StartInformation.ContractRevision);
        return MessageHeader.Length + Payload;
    }

    private int WriteControl(Span<byte> destination, MessageType type, uint schemaId = 0, uint sequence = 0)
    {
        new MessageHeader { Type = type, SessionId = _sessionId, SchemaId = schemaId, Sequence = sequence, PartCount = 1 }.Write(destination);
        return MessageHeader.Length;
    }
}
