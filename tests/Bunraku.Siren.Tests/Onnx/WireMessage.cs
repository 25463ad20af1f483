using System.Text;
using Google.Protobuf;

namespace Bunraku.Siren.Tests.Onnx;

/// <summary>A protocol buffer message read without its definition: the values of each field number, in order.</summary>
internal sealed class WireMessage
{
    private readonly Dictionary<int, List<object>> _fields = [];

    public WireMessage(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            int field = WireFormat.GetTagFieldNumber(tag);
            if (!_fields.TryGetValue(field, out List<object>? values))
            {
                _fields[field] = values = [];
            }

            values.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadInt64(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                WireFormat.WireType other => throw new InvalidDataException($"Field {field} is of the unexpected wire type {other}."),
            });
        }
    }

    public long Int64(int field) => (long)Assert.Single(_fields[field]);

    public IEnumerable<long> Int64s(int field) => Values(field).Cast<long>();

    public byte[] Bytes(int field) => (byte[])Assert.Single(_fields[field]);

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public IEnumerable<string> Texts(int field) => Values(field).Select(value => Encoding.UTF8.GetString((byte[])value));

    public WireMessage Message(int field) => new(Bytes(field));

    public IEnumerable<WireMessage> Messages(int field) => Values(field).Select(value => new WireMessage((byte[])value));

    private List<object> Values(int field) => _fields.TryGetValue(field, out List<object>? values) ? values : [];
}
