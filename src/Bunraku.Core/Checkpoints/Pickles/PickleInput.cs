using System.Buffers.Binary;
using System.Text;

namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>The bytes of a pickle, taken from the front. Every method throws where the pickle is cut off.</summary>
/// <param name="bytes">The pickle.</param>
/// <param name="path">The file to name in errors.</param>
internal sealed class PickleInput(byte[] bytes, string path)
{
    private const int MaxTextBytes = 64 << 10;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _position;

    /// <summary>Where the opcode that was taken last is: errors name it.</summary>
    public int OpcodeOffset { get; private set; }

    public int Remaining => bytes.Length - _position;

    public PickleOpcode TakeOpcode()
    {
        OpcodeOffset = _position;
        return (PickleOpcode)TakeByte();
    }

    public byte TakeByte() => Take(1)[0];

    public uint TakeUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw Corrupt("it is cut off");
        }

        _position += count;
        return bytes.AsSpan(_position - count, count);
    }

    /// <summary>Takes UTF-8 text of that many bytes.</summary>
    public string TakeText(uint length) => length <= MaxTextBytes
        ? Decode(Take((int)length))
        : throw Corrupt($"a text of {length} bytes is longer than {MaxTextBytes}");

    /// <summary>Takes text that ends with a line feed, and the line feed.</summary>
    public string TakeLine()
    {
        int length = bytes.AsSpan(_position).IndexOf((byte)'\n');
        if (length is < 0 or > MaxTextBytes)
        {
            throw Corrupt("a name is cut off");
        }

        string line = Decode(Take(length));
        _position++;
        return line;
    }

    public CheckpointException Corrupt(string reason) => CheckpointException.CorruptPickle(path, OpcodeOffset, reason);

    private string Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw Corrupt("a text is not UTF-8");
        }
    }
}
