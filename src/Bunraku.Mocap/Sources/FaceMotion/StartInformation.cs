using System.Buffers.Binary;

namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>The first 20 bytes of a schema: what computer and phone have agreed on for the session.</summary>
/// <param name="ClientNonce">The nonce of the hello that is answered; 0 when the user started the stream on the phone.</param>
/// <param name="Lease">How long the phone keeps the session without a message from the computer.</param>
internal readonly record struct StartInformation(ulong ClientNonce, TimeSpan Lease)
{
    public const int Length = 20;

    public const uint ContractRevision = 4;
    public const ushort HighestFps = 60;
    public const ushort LargestDatagram = 1200;

    private const ushort SmallestDatagram = 576;

    /// <summary>Reads the agreement; false where it exceeds what was asked for or follows another revision.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out StartInformation information)
    {
        information = default;
        if (payload.Length < Length)
        {
            return false;
        }

        uint lease = BinaryPrimitives.ReadUInt32LittleEndian(payload[12..]);
        information = new StartInformation(BinaryPrimitives.ReadUInt64LittleEndian(payload), TimeSpan.FromMilliseconds(lease));
        return BinaryPrimitives.ReadUInt16LittleEndian(payload[8..]) is >= 1 and <= HighestFps
            && BinaryPrimitives.ReadUInt16LittleEndian(payload[10..]) is >= SmallestDatagram and <= LargestDatagram
            && lease is >= 5000 and <= 60_000
            && BinaryPrimitives.ReadUInt32LittleEndian(payload[16..]) == ContractRevision;
    }
}
