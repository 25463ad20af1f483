using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Bunraku.Live.Items;
using Bunraku.Siren.Pins;

namespace Bunraku.Live.Frames;

/// <summary>
/// What a page is told of the items that a character wears, on the connection that brings it frames or poses. Kind 4 (uint32, little-endian), then the items as
/// JSON; no page acknowledges it. Behind the pixels of each frame, and behind the numbers of each pose, four float32 follow for each item: column and row of
/// its pin, rotation in radians, scale. <c>wwwroot/js/items.js</c> reads them.
/// </summary>
internal static class ItemsMessage
{
    /// <summary>The most bytes that the places of items take.</summary>
    public const int MostBytes = Item.Most * BytesOfPlace;
    private const uint Kind = 4;
    private const int BytesOfPlace = 16;
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>The message that names the items.</summary>
    public static byte[] Of(ImmutableArray<Item> items)
    {
        byte[] message = [0, 0, 0, 0, .. JsonSerializer.SerializeToUtf8Bytes(items, Format)];
        BinaryPrimitives.WriteUInt32LittleEndian(message, Kind);
        return message;
    }

    /// <summary>The bytes of the places of items.</summary>
    public static ReadOnlySpan<byte> BytesOf(ReadOnlySpan<PinPlace> places) => MemoryMarshal.AsBytes(places);
}
