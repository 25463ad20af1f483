using System.Buffers.Binary;

namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>The 40 bytes, little endian, that every message of Face Motion v3 begins with.</summary>
internal readonly record struct MessageHeader
{
    public const int Length = 40;
    public const int MostParts = 512;
    public const int LongestSchema = 262_144;
    public const int LongestFrame = (4096 * 4) + FaceMotionFrame.PoseBytes;
    public const int LongestError = 512;

    public required MessageType Type { get; init; }

    /// <summary>Only of a frame: bit 0 a face is tracked now, bit 1 a recording is played.</summary>
    public byte Flags { get; init; }

    /// <summary>The phone's number of the session; in a hello the computer's nonce. Never 0.</summary>
    public required ulong SessionId { get; init; }

    public uint SchemaId { get; init; }

    public uint Sequence { get; init; }

    public uint SourceToken { get; init; }

    /// <summary>The length of the payload before it was cut into parts.</summary>
    public uint TotalLength { get; init; }

    public ushort PartIndex { get; init; }

    public ushort PartCount { get; init; }

    /// <summary>The length of the payload behind this header.</summary>
    public uint ChunkLength { get; init; }

    /// <summary>Reads a header that a phone may send; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MessageHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith("FMV3"u8) || BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) != Length)
        {
            return false;
        }

        header = new MessageHeader
        {
            Type = (MessageType)bytes[4],
            Flags = bytes[5],
            SessionId = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            SchemaId = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            Sequence = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]),
            SourceToken = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            TotalLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]),
            PartIndex = BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..]),
            PartCount = BinaryPrimitives.ReadUInt16LittleEndian(bytes[34..]),
            ChunkLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]),
        };
        return header.IsOfPhone();
    }

    /// <summary>Writes the header; its length is <see cref="Length"/>.</summary>
    public void Write(Span<byte> destination)
    {
        "FMV3"u8.CopyTo(destination);
        destination[4] = (byte)Type;
        destination[5] = Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], Length);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], SessionId);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], SchemaId);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], SourceToken);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], TotalLength);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[32..], PartIndex);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[34..], PartCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[36..], ChunkLength);
    }

    /// <summary>Whether the other is a part of the same message.</summary>
    public bool IsPartOfSame(MessageHeader other) =>
        this with { PartIndex = other.PartIndex, ChunkLength = other.ChunkLength } == other;

    private bool IsOfPhone() =>
        SessionId != 0
        && PartCount is >= 1 and <= MostParts
        && PartIndex < PartCount
        && TotalLength <= LongestPayload()
        && ChunkLength <= TotalLength
        && (PartCount > 1 || ChunkLength == TotalLength)
        && (Type == MessageType.Frame ? Flags < 4 : Flags == 0 && SourceToken == 0)
        && (Type is MessageType.Schema or MessageType.Frame ? SchemaId != 0 : SchemaId == 0 && PartCount == 1)
        && (Type != MessageType.Schema || Sequence == 0);

    private uint LongestPayload() => Type switch
    {
        MessageType.Schema => LongestSchema,
        MessageType.Frame => LongestFrame,
        MessageType.Error => LongestError,
        _ => 0,
    };
}

/// <summary>The messages of Face Motion v3, contract revision 4. Number 2 is reserved and refused.</summary>
internal enum MessageType : byte
{
    Hello = 1,
    Schema = 3,
    Frame = 4,
    GetSchema = 5,
    Ping = 6,
    Pong = 7,
    Stop = 8,
    Error = 9,
    SchemaAck = 10,
}
