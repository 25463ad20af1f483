using System.Buffers.Binary;
using System.Text;

namespace Bunraku.Mocap.Sending;

/// <summary>Writes a bundle of Open Sound Control 1.0 that takes effect at once: strings end with a NUL and are filled up to four bytes, numbers are big endian.</summary>
internal sealed class OscBundle
{
    private readonly List<byte> _bytes = [.. "#bundle\0"u8, 0, 0, 0, 0, 0, 0, 0, 1];

    /// <summary>Adds a message whose arguments are texts, integers and floats.</summary>
    public OscBundle Add(string address, params ReadOnlySpan<object> arguments)
    {
        var tags = new StringBuilder(",");
        var values = new List<byte>();
        foreach (object argument in arguments)
        {
            switch (argument)
            {
                case string text:
                    tags.Append('s');
                    AddText(values, text);
                    break;
                case int number:
                    tags.Append('i');
                    AddNumber(values, number);
                    break;
                default:
                    tags.Append('f');
                    AddNumber(values, BitConverter.SingleToInt32Bits((float)argument));
                    break;
            }
        }

        var message = new List<byte>();
        AddText(message, address);
        AddText(message, tags.ToString());
        message.AddRange(values);
        AddNumber(_bytes, message.Count);
        _bytes.AddRange(message);
        return this;
    }

    /// <summary>The whole packet.</summary>
    public byte[] ToArray() => [.. _bytes];

    private static void AddText(List<byte> bytes, string text)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes(text));
        bytes.AddRange(new byte[4 - (text.Length % 4)]);
    }

    private static void AddNumber(List<byte> bytes, int number)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, number);
        bytes.AddRange(four);
    }
}
