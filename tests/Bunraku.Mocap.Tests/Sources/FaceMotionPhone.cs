using System.Buffers.Binary;
using System.Text;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>The phone's side of Face Motion v3: writes its messages and reads the computer's.</summary>
internal sealed class FaceMotionPhone(ulong sessionId, string[] names, bool wide = false)
{
    public const byte Hello = 1;
    public const byte Schema = 3;
    public const byte Frame = 4;
    public const byte GetSchema = 5;
    public const byte Ping = 6;
    public const byte Pong = 7;
    public const byte Stop = 8;
    public const byte Error = 9;
    public const byte Ack = 10;

    public ulong SessionId { get; } = sessionId;

    public uint SchemaId { get; set; } = 1;

    public static byte TypeOf(byte[] message) => message[4];

    public static ulong SessionOf(byte[] message) => BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(8));

    public static uint SchemaOf(byte[] message) => BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(16));

    public static uint SequenceOf(byte[] message) => BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(20));

    public string SchemaJson() => $$"""
        {"schema_version":1,"app":"iFacialMocap","profile":"ifacialmocap-stream","blend_names":["{{string.Join("\",\"", names)}}"],"blend_encoding":"{{(wide ? "i32" : "i16")}}","blend_unit":"percent","pose_layout":"head_rxyz_pxyz_rightEye_rxyz_leftEye_rxyz","rotation_unit":"degree","position_unit":"meter"}
        """;

    public byte[] SchemaPayload(ulong nonce) => SchemaPayload(nonce, SchemaJson());

    public static byte[] SchemaPayload(ulong nonce, string json, ushort fps = 60, ushort size = 1200, uint lease = 10_000, uint revision = 4)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        byte[] payload = new byte[20 + text.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, nonce);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(8), fps);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(10), size);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(12), lease);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(16), revision);
        text.CopyTo(payload, 20);
        return payload;
    }

    /// <summary>The schema as datagrams of at most 576 bytes.</summary>
    public byte[][] SchemaDatagrams(ulong nonce) => SplitSchema(SchemaPayload(nonce));

    public byte[][] SplitSchema(byte[] payload)
    {
        byte[][] chunks = [.. payload.Chunk(576 - 40)];
        return [.. chunks.Select((chunk, index) => Message(Schema, SessionId, chunk, SchemaId, total: payload.Length, part: index, parts: chunks.Length))];
    }

    /// <summary>The schema as one message, as on TCP.</summary>
    public byte[] SchemaMessage(ulong nonce) => Message(Schema, SessionId, SchemaPayload(nonce), SchemaId);

    public byte[] FrameMessage(uint sequence, int[] percents, float[]? pose = null, byte flags = 1) =>
        Message(Frame, SessionId, FramePayload(percents, pose), SchemaId, sequence, flags);

    public byte[] FramePayload(int[] percents, float[]? pose = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (int percent in percents)
        {
            if (wide)
            {
                writer.Write(percent);
            }
            else
            {
                writer.Write((short)percent);
            }
        }

        foreach (float value in pose ?? [-6.5f, 3.25f, 1.75f, 0.01f, -0.03f, -0.4f, 2.5f, -1.25f, 0, 2.5f, -0.75f, 0])
        {
            writer.Write(value);
        }

        return stream.ToArray();
    }

    public static byte[] Message(
        byte type, ulong session, byte[] chunk, uint schema = 0, uint sequence = 0, byte flags = 0, int? total = null, int part = 0, int parts = 1)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("FMV3"u8);
        writer.Write(type);
        writer.Write(flags);
        writer.Write((ushort)40);
        writer.Write(session);
        writer.Write(schema);
        writer.Write(sequence);
        writer.Write(0u);
        writer.Write((uint)(total ?? chunk.Length));
        writer.Write((ushort)part);
        writer.Write((ushort)parts);
        writer.Write((uint)chunk.Length);
        writer.Write(chunk);
        return stream.ToArray();
    }
}
