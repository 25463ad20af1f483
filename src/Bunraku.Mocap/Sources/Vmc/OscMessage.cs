using System.Buffers.Binary;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>One OSC 1.0 message. Its arguments are read in their order; each read moves on to the next.</summary>
internal ref struct OscMessage(ReadOnlySpan<byte> address, ReadOnlySpan<byte> tags, ReadOnlySpan<byte> arguments)
{
    private ReadOnlySpan<byte> _tags = tags;
    private ReadOnlySpan<byte> _arguments = arguments;

    public readonly ReadOnlySpan<byte> Address { get; } = address;

    public bool TryReadInt32(out int value)
    {
        value = 0;
        if (!TryTakeTag('i') || _arguments.Length < sizeof(int))
        {
            return false;
        }

        value = BinaryPrimitives.ReadInt32BigEndian(_arguments);
        _arguments = _arguments[sizeof(int)..];
        return true;
    }

    /// <summary>Reads a float; a NaN or an infinity is refused.</summary>
    public bool TryReadFloat(out float value)
    {
        value = 0;
        if (!TryTakeTag('f') || _arguments.Length < sizeof(float))
        {
            return false;
        }

        value = BinaryPrimitives.ReadSingleBigEndian(_arguments);
        _arguments = _arguments[sizeof(float)..];
        return float.IsFinite(value);
    }

    public bool TryReadString(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryTakeTag('s') && OscPacket.TryTakeString(ref _arguments, out value);
    }

    private bool TryTakeTag(char tag)
    {
        if (_tags.IsEmpty || _tags[0] != tag)
        {
            return false;
        }

        _tags = _tags[1..];
        return true;
    }
}
