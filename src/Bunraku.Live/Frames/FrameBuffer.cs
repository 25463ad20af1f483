using System.Collections.Immutable;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Live.Items;

namespace Bunraku.Live.Frames;

/// <summary>A frame's message, shared by the viewers that still have to send it; it returns to its pool when the last one lets go.</summary>
internal sealed class FrameBuffer(FramePool pool)
{
    private readonly byte[] _bytes = new byte[FrameMessage.Length(new PixelRectangle(0, 0, CharacterPicture.Size, CharacterPicture.Size)) + ItemsMessage.MostBytes];
    private int _holders;
    private int _length;

    /// <summary>The frame's number in its stage, from 1.</summary>
    public uint Number { get; private set; }

    /// <summary>The whole message.</summary>
    public ReadOnlyMemory<byte> Message => _bytes.AsMemory(0, _length);

    /// <summary>When the face that the frame shows arrived; null for a frame without one.</summary>
    public TimeSpan? ArrivedAt { get; private set; }

    /// <summary>What the character wears in it.</summary>
    public ImmutableArray<Item> Items { get; private set; } = [];

    /// <summary>Writes the header and gives the place of the pixels.</summary>
    public Span<byte> Begin(uint number, PixelRectangle rectangle, float engineMilliseconds, TimeSpan? arrivedAt = null)
    {
        Number = number;
        ArrivedAt = arrivedAt;
        Items = [];
        _length = FrameMessage.Length(rectangle);
        FrameMessage.WriteHeader(_bytes, number, rectangle, engineMilliseconds);
        return _bytes.AsSpan(FrameMessage.HeaderLength, _length - FrameMessage.HeaderLength);
    }

    /// <summary>Adds what the character wears, behind the pixels.</summary>
    public void Dress(Outfit? outfit, Pose pose)
    {
        if (outfit is not null)
        {
            ReadOnlySpan<byte> places = ItemsMessage.BytesOf(outfit.Place(pose));
            places.CopyTo(_bytes.AsSpan(_length));
            _length += places.Length;
            Items = outfit.Items;
        }
    }

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            pool.Return(this);
        }
    }
}
