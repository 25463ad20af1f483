using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Bunraku.Core.Poses;
using Bunraku.Live.Items;

namespace Bunraku.Live.Frames;

/// <summary>
/// The binary messages that bring poses to a page that paints itself. Each begins with its kind (uint32, little-endian). Kind 2, a pose: its number
/// (uint32), then 45 float32, then the places of items. Kind 3, a character: the address of its bundle in UTF-8; empty where the page must show frames instead.
/// <c>wwwroot/js/painting.js</c> reads them.
/// </summary>
public static class PoseMessage
{
    private const uint PoseKind = 2;
    private const uint CharacterKind = 3;

    /// <summary>A pose.</summary>
    internal static byte[] OfPose(uint number, Pose pose, Outfit? outfit)
    {
        ReadOnlySpan<byte> places = outfit is null ? [] : ItemsMessage.BytesOf(outfit.Place(pose));
        byte[] message = new byte[8 + (4 * PoseParameters.Count) + places.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(message, PoseKind);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), number);
        MemoryMarshal.AsBytes(pose.Values).CopyTo(message.AsSpan(8));
        places.CopyTo(message.AsSpan(8 + (4 * PoseParameters.Count)));
        return message;
    }

    /// <summary>Another character, or null where none can be painted.</summary>
    public static byte[] OfCharacter(string? address)
    {
        byte[] message = [0, 0, 0, 0, .. Encoding.UTF8.GetBytes(address ?? "")];
        BinaryPrimitives.WriteUInt32LittleEndian(message, CharacterKind);
        return message;
    }
}
