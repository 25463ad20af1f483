using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>Puts pickles together from pieces: text is Latin-1 bytes, an int is one byte, bytes are themselves.</summary>
internal static class PickleSketch
{
    public const string OrderedDict = "ccollections\nOrderedDict\n)R";
    public const string RebuildTensor = "ctorch._utils\n_rebuild_tensor_v2\n";

    public static byte[] Of(params object[] pieces) =>
        [.. pieces.SelectMany(piece => piece switch
        {
            string text => Encoding.Latin1.GetBytes(text),
            int value => [checked((byte)value)],
            byte[] bytes => bytes,
            _ => throw new ArgumentException($"A piece is a {piece.GetType()}.", nameof(pieces)),
        })];

    /// <summary>A pickle of protocol 2 with that body.</summary>
    public static byte[] Protocol2(params object[] body) => Of([0x80, 2, .. body, "."]);

    /// <summary>A pickle of protocol 2 of an ordered dictionary.</summary>
    public static byte[] StateDict(params (string Name, byte[] Value)[] entries) =>
        Protocol2([OrderedDict, "(", .. entries.SelectMany(entry => new[] { Text(entry.Name), entry.Value }), "u"]);

    public static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Of("X", UInt32((uint)bytes.Length), bytes);
    }

    public static byte[] Integer(int value) => Of("J", UInt32((uint)value));

    public static byte[] Long(Int128 value)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        return Of(0x8A, bytes.Length, bytes);
    }

    public static byte[] Integers(params long[] values) => Of(["(", .. values.Select(value => Long(value)), "t"]);

    public static byte[] UInt32(uint value) => [.. MemoryMarshal.AsBytes([value])];

    /// <summary>The persistent id of a storage, loaded.</summary>
    public static byte[] Storage(string key, long count, string type = "FloatStorage", string location = "cpu") =>
        Of("(", Text("storage"), $"ctorch\n{type}\n", Text(key), Text(location), Long(count), "tQ");

    /// <summary>A contiguous vector that is all of its storage.</summary>
    public static byte[] Tensor(string key, int count, string type = "FloatStorage", string location = "cpu") =>
        Tensor(Storage(key, count, type, location), 0, [count], [1]);

    public static byte[] Tensor(byte[] storage, long offset, long[] sizes, long[] strides) =>
        Of(RebuildTensor, "(", storage, Long(offset), Integers(sizes), Integers(strides), 0x89, OrderedDict, "tR");

    public static byte[] Floats(params float[] values) => [.. MemoryMarshal.AsBytes(values.AsSpan())];

    /// <summary>How a byte is written in messages about opcodes.</summary>
    public static string Hex(int opcode) => "0x" + opcode.ToString("x2", CultureInfo.InvariantCulture);
}
