using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Packets as the trackers make them, written down from their public descriptions and not from our decoders.</summary>
internal static class MadePackets
{
    /// <summary>A whole packet of iFacialMocap version 2, with all 52 names in their short form.</summary>
    public static byte[] Text(int jawOpen = 31, double headX = -6.5)
    {
        var text = new StringBuilder();
        foreach (string name in Blendshapes.Names)
        {
            string shortName = name switch
            {
                "mouthLeft" or "mouthRight" or "jawLeft" or "jawRight" => name,
                _ when name.EndsWith("Left", StringComparison.Ordinal) => name[..^4] + "_L",
                _ when name.EndsWith("Right", StringComparison.Ordinal) => name[..^5] + "_R",
                _ => name,
            };
            text.Append(CultureInfo.InvariantCulture, $"{shortName}&{(name == "jawOpen" ? jawOpen : 7)}|");
        }

        text.Append(CultureInfo.InvariantCulture, $"=head#{headX},3.25,1.75,0.012,-0.034,-0.41|rightEye#2.5,-1.25,0|leftEye#2.5,-0.75,0|");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A face of VTube Studio's phone app.</summary>
    public static byte[] VTubeStudio(bool faceFound = true, double jawOpen = 0.31, double turn = 12.5)
    {
        IEnumerable<string> shapes = Blendshapes.Names.Select(name => string.Create(
            CultureInfo.InvariantCulture, $$"""{"k":"{{char.ToUpperInvariant(name[0])}}{{name[1..]}}","v":{{(name == "jawOpen" ? jawOpen : 0.07)}}}"""));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"Timestamp":1730000000123,"Hotkey":-1,"FaceFound":{{(faceFound ? "true" : "false")}},"Rotation":{"x":{{turn}},"y":-6.5,"z":1.75},
            "Position":{"x":0.1,"y":-0.2,"z":3.5},"EyeLeft":{"x":1,"y":2,"z":0},"EyeRight":{"x":3,"y":4,"z":0},
            "Future":{"list":[1,{"a":null}],"text":"\"}"},"BlendShapes":[{{string.Join(',', shapes)}}]}
            """));
    }

    /// <summary>A packet of Live Link Face 6: value n is n / 100.</summary>
    public static byte[] LiveLinkFace(bool hasFace = true, Action<Span<float>>? change = null)
    {
        using var stream = new MemoryStream();
        stream.WriteByte(6);
        WriteText(stream, "0F3C4D5E-1111-2222-3333-444455556666");
        WriteText(stream, "iPhone (Ä)");
        foreach (int number in new[] { 123456, 0x3F000000, 60, 1 })
        {
            WriteInt32(stream, number);
        }

        if (hasFace)
        {
            Span<float> values = stackalloc float[61];
            for (int index = 0; index < values.Length; index++)
            {
                values[index] = index / 100f;
            }

            change?.Invoke(values);
            stream.WriteByte(61);
            foreach (float value in values)
            {
                WriteInt32(stream, BitConverter.SingleToInt32Bits(value));
            }
        }

        return stream.ToArray();

        static void WriteText(MemoryStream stream, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            WriteInt32(stream, bytes.Length);
            stream.Write(bytes);
        }

        static void WriteInt32(MemoryStream stream, int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    /// <summary>One OSC message.</summary>
    public static byte[] Osc(string address, params object[] arguments)
    {
        using var stream = new MemoryStream();
        WriteOscText(stream, address);
        WriteOscText(stream, "," + string.Concat(arguments.Select(argument => argument switch { int => 'i', float => 'f', double => 'd', long => 'h', _ => 's' })));
        Span<byte> number = stackalloc byte[4];
        Span<byte> longNumber = stackalloc byte[8];
        foreach (object argument in arguments)
        {
            switch (argument)
            {
                case int value:
                    BinaryPrimitives.WriteInt32BigEndian(number, value);
                    stream.Write(number);
                    break;
                case float value:
                    BinaryPrimitives.WriteSingleBigEndian(number, value);
                    stream.Write(number);
                    break;
                case double value:
                    BinaryPrimitives.WriteDoubleBigEndian(longNumber, value);
                    stream.Write(longNumber);
                    break;
                case long value:
                    BinaryPrimitives.WriteInt64BigEndian(longNumber, value);
                    stream.Write(longNumber);
                    break;
                default:
                    WriteOscText(stream, (string)argument);
                    break;
            }
        }

        return stream.ToArray();
    }

    public static byte[] OscBundle(params byte[][] elements)
    {
        using var stream = new MemoryStream();
        stream.Write("#bundle\0"u8);
        stream.Write([0, 0, 0, 0, 0, 0, 0, 1]);
        Span<byte> length = stackalloc byte[4];
        foreach (byte[] element in elements)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, element.Length);
            stream.Write(length);
            stream.Write(element);
        }

        return stream.ToArray();
    }

    /// <summary>A frame of VMC with the head turned about Unity's y axis.</summary>
    public static byte[] Vmc(float jawOpen = 0.31f, double turnDegrees = 20)
    {
        double half = double.DegreesToRadians(turnDegrees) / 2;
        return OscBundle(
            Osc("/VMC/Ext/OK", 1, 3, 0, 1),
            Osc("/VMC/Ext/T", 12.5f),
            Osc("/VMC/Ext/Bone/Pos", "Head", 0f, 1.4f, 0f, 0f, (float)Math.Sin(half), 0f, (float)Math.Cos(half)),
            Osc("/VMC/Ext/Blend/Val", "JawOpen", jawOpen),
            Osc("/VMC/Ext/Blend/Val", "Custom", 0.5f),
            Osc("/VMC/Ext/Blend/Apply"));
    }

    /// <summary>A record of OpenSeeFace: a face that looks straight ahead with all features at rest, then changed.</summary>
    public static byte[] OpenSeeFace(int id = 0, Action<byte[]>? change = null, bool points = true)
    {
        byte[] record = new byte[1785];
        BinaryPrimitives.WriteDoubleLittleEndian(record, 1730000000.25);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), id);
        WriteSingle(record, 12, 640);
        WriteSingle(record, 16, 480);
        WriteSingle(record, 20, 1);
        WriteSingle(record, 24, 1);
        record[28] = 1;
        WriteSingle(record, 29, 4.5f);

        // The matrix of a face straight ahead takes (x, y, z) to (-y, -x, -z); the tracker's quaternion for it.
        float root = MathF.Sqrt(0.5f);
        WriteSingle(record, 33, root);
        WriteSingle(record, 37, -root);
        WriteSingle(record, 41, 0);
        WriteSingle(record, 45, 0);
        foreach ((int point, float depth) in new[] { (66, -0.17f), (67, -0.17f), (68, -0.25f), (69, -0.25f) })
        {
            // Points stand there as (x, -y, -z).
            WriteSingle(record, 889 + (12 * point) + 8, points ? -depth : 0);
        }

        change?.Invoke(record);
        return record;
    }

    public static void WriteSingle(byte[] record, int offset, float value) => BinaryPrimitives.WriteSingleLittleEndian(record.AsSpan(offset), value);

    private static void WriteOscText(MemoryStream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        do
        {
            stream.WriteByte(0);
        }
        while (stream.Length % 4 != 0);
    }
}
