using System.Buffers.Binary;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>One OSC 1.0 message. Its arguments are read in their order; each read moves on to the next.</summary>
internal ref struct OscMessage(ReadOnlySpan<byte> address, ReadOnlySpan<byte> tags, ReadOnlySpan<byte> arguments)
{
    private ReadOnlySpan<byte> _tags = tags;
    private ReadOnlySpan<byte> _arguments = arguments;

    public readonly ReadOnlySpan<byte> Address { get; } = address;

    /// <summary>Reads a number of any of OSC's types: int, long, float or double. A NaN or an infinity is refused.</summary>
    public bool TryReadNumber(out double value)
    {
        value = 0;
        char tag = _tags.IsEmpty ? '\0' : (char)_tags[0];
        int size = tag is 'i' or 'f' ? sizeof(int) : tag is 'h' or 'd' ? sizeof(long) : 0;
        if (size == 0 || _arguments.Length < size)
        {
            return false;
        }

        value = tag switch
        {
            'i' => BinaryPrimitives.ReadInt32BigEndian(_arguments),
            'h' => BinaryPrimitives.ReadInt64BigEndian(_arguments),
            'f' => BinaryPrimitives.ReadSingleBigEndian(_arguments),
            _ => BinaryPrimitives.ReadDoubleBigEndian(_arguments),
        };
        _tags = _tags[1..];
        _arguments = _arguments[size..];
        return double.IsFinite(value);
    }

    public bool TryReadString(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryTakeTag('s') && OscPacket.TryTakeString(ref _arguments, out value);
    }

    private bool TryTakeTag(char tag)
    {
        bool isNext = !_tags.IsEmpty && _tags[0] == tag;
        _tags = isNext ? _tags[1..] : _tags;
        return isNext;
    }
}
