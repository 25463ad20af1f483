using System.Buffers.Binary;

namespace Bunraku.Distillation.Logging;

/// <summary>How a field of a protobuf message is stored.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>A field of a protobuf message: its bytes, or the bits of its number.</summary>
internal readonly ref struct WireField(int number, WireType type, ulong number64, ReadOnlySpan<byte> bytes)
{
    public int Number { get; } = number;

    public WireType Type { get; } = type;

    public ulong Number64 { get; } = number64;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}

/// <summary>Walks over the fields of a protobuf message of unknown origin; never throws.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Whether every byte belonged to a whole field.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads the next field.</summary>
    /// <returns>False at the end, and where the message is damaged.</returns>
    public bool TryNext(out WireField field)
    {
        field = default;
        ReadOnlySpan<byte> rest = _rest;
        if (rest.IsEmpty || !TryVarint(ref rest, out ulong key) || key >> 3 is 0 or > int.MaxValue)
        {
            return false;
        }

        ulong number = 0;
        ReadOnlySpan<byte> bytes = default;
        var type = (WireType)(key & 7);
        switch (type)
        {
            case WireType.Varint when TryVarint(ref rest, out number):
            case WireType.Bytes when TryVarint(ref rest, out ulong length) && TryTake(ref rest, length, out bytes):
                break;
            case WireType.Fixed64 when TryTake(ref rest, sizeof(ulong), out bytes):
                number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                break;
            case WireType.Fixed32 when TryTake(ref rest, sizeof(uint), out bytes):
                number = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                break;
            default:
                return false;
        }

        field = new WireField((int)(key >> 3), type, number, bytes);
        _rest = rest;
        return true;
    }

    private static bool TryVarint(scoped ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(rest.Length, 10); i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, ulong length, out ReadOnlySpan<byte> bytes)
    {
        bool isThere = length <= (ulong)rest.Length;
        bytes = isThere ? rest[..(int)length] : default;
        rest = isThere ? rest[(int)length..] : rest;
        return isThere;
    }
}
