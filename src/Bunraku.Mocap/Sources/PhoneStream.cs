using Bunraku.Mocap.Sources.FaceMotion;
using Bunraku.Mocap.Sources.IFacialMocap;

namespace Bunraku.Mocap.Sources;

/// <summary>
/// Cuts a phone's TCP stream into packets. Text ends with <c>___iFacialMocap</c>; a binary message says its own length.
/// </summary>
internal static class PhoneStream
{
    /// <summary>The longest packet that is waited for.</summary>
    public const int LongestPacket = MessageHeader.Length + MessageHeader.LongestSchema;

    private const int LongestText = 65_536;

    /// <summary>Looks for a packet at the start of what has arrived.</summary>
    /// <param name="arrived">The bytes not yet consumed.</param>
    /// <param name="packet">The length of the packet at their start.</param>
    /// <param name="consumed">How many bytes it takes with its terminator; 0 while it is not complete.</param>
    /// <returns>False when the stream is broken: then only a new connection helps.</returns>
    public static bool TryCut(ReadOnlySpan<byte> arrived, out int packet, out int consumed)
    {
        packet = consumed = 0;
        int magic = Math.Min(arrived.Length, 4);
        if (magic > 0 && "FMV3"u8.StartsWith(arrived[..magic]))
        {
            return TryCutBinary(arrived, ref packet, ref consumed);
        }

        int end = arrived.IndexOf(IFacialMocapPacket.Terminator);
        if (end >= 0)
        {
            packet = end;
            consumed = end + IFacialMocapPacket.Terminator.Length;
        }

        return end >= 0 || arrived.Length <= LongestText;
    }

    private static bool TryCutBinary(ReadOnlySpan<byte> arrived, ref int packet, ref int consumed)
    {
        if (arrived.Length < MessageHeader.Length)
        {
            return true;
        }

        if (!MessageHeader.TryRead(arrived, out MessageHeader header) || header.PartCount != 1)
        {
            return false;
        }

        int length = MessageHeader.Length + (int)header.ChunkLength;
        if (arrived.Length >= length)
        {
            packet = consumed = length;
        }

        return true;
    }
}
