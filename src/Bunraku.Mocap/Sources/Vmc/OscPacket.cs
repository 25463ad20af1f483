using System.Buffers.Binary;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>
/// Open Sound Control 1.0: a message, or a bundle of messages and bundles. Strings end with a NUL and are filled up to four bytes,
/// numbers are big endian.
/// </summary>
internal static class OscPacket
{
    private const int DeepestBundle = 8;
    private const int TimeTagLength = 8;

    private static ReadOnlySpan<byte> BundleMark => "#bundle\0"u8;

    /// <summary>Hands all messages to the receiver; false where the packet is not OSC. Messages before the fault have been handed over.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, IOscReceiver receiver) => TryRead(packet, receiver, DeepestBundle);

    /// <summary>Takes a string and the NULs behind it from the start of the bytes.</summary>
    public static bool TryTakeString(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> text)
    {
        text = default;
        int end = bytes.IndexOf((byte)0);
        if (end < 0)
        {
            return false;
        }

        text = bytes[..end];
        int padded = (end / 4 * 4) + 4;
        bytes = bytes[Math.Min(padded, bytes.Length)..];
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> packet, IOscReceiver receiver, int depth) =>
        packet.StartsWith(BundleMark)
            ? depth > 0 && TryReadBundle(packet[BundleMark.Length..], receiver, depth - 1)
            : TryReadMessage(packet, receiver);

    private static bool TryReadBundle(ReadOnlySpan<byte> bundle, IOscReceiver receiver, int depth)
    {
        if (bundle.Length < TimeTagLength)
        {
            return false;
        }

        ReadOnlySpan<byte> elements = bundle[TimeTagLength..];
        while (!elements.IsEmpty)
        {
            if (elements.Length < sizeof(int))
            {
                return false;
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(elements);
            elements = elements[sizeof(int)..];
            if (length <= 0 || length > elements.Length || !TryRead(elements[..length], receiver, depth))
            {
                return false;
            }

            elements = elements[length..];
        }

        return true;
    }

    private static bool TryReadMessage(ReadOnlySpan<byte> message, IOscReceiver receiver)
    {
        if (!message.StartsWith("/"u8) || !TryTakeString(ref message, out ReadOnlySpan<byte> address))
        {
            return false;
        }

        ReadOnlySpan<byte> tags = default;
        if (message.StartsWith(","u8) && !TryTakeString(ref message, out tags))
        {
            return false;
        }

        receiver.Take(new OscMessage(address, tags.IsEmpty ? tags : tags[1..], message));
        return true;
    }
}

/// <summary>Takes the messages of an OSC packet, one after the other.</summary>
internal interface IOscReceiver
{
    void Take(OscMessage message);
}
