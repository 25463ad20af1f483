using System.Text;

namespace Bunraku.Distillation.Logging;

/// <summary>
/// The protobuf message in a record of an event file: Event { double wall_time = 1; int64 step = 2; string file_version = 3;
/// Summary summary = 5; }, Summary { repeated Value value = 1; }, Value { string tag = 1; float simple_value = 2; }.
/// </summary>
internal static class EventMessage
{
    private const string Version = "brain.Event:2";

    /// <summary>The first message of a file.</summary>
    public static byte[] FileVersion(double wallTime) => Message(wallTime, writer => WriteBytes(writer, 3, Encoding.UTF8.GetBytes(Version)));

    /// <summary>Numbers of one step.</summary>
    public static byte[] Scalars(double wallTime, long step, IEnumerable<(string Tag, double Value)> values) => Message(wallTime, writer =>
    {
        writer.Write(Key(2, WireType.Varint));
        writer.Write7BitEncodedInt64(step);
        WriteBytes(writer, 5, Build(summary =>
        {
            foreach ((string tag, double value) in values)
            {
                WriteBytes(summary, 1, Build(entry =>
                {
                    WriteBytes(entry, 1, Encoding.UTF8.GetBytes(tag));
                    entry.Write(Key(2, WireType.Fixed32));
                    entry.Write((float)value);
                }));
            }
        }));
    });

    /// <summary>Adds the numbers of a message to a list. What else it holds is passed over.</summary>
    /// <returns>Whether it is a message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, List<ScalarEvent> events)
    {
        double wallTime = 0;
        long step = 0;
        List<(string Tag, float Value)> values = [];
        var reader = new WireReader(message);
        while (reader.TryNext(out WireField field))
        {
            switch (field.Number, field.Type)
            {
                case (1, WireType.Fixed64):
                    wallTime = BitConverter.UInt64BitsToDouble(field.Number64);
                    break;
                case (2, WireType.Varint):
                    step = (long)field.Number64;
                    break;
                case (5, WireType.Bytes) when !TryReadSummary(field.Bytes, values):
                    return false;
            }
        }

        events.AddRange(values.Select(value => new ScalarEvent(wallTime, step, value.Tag, value.Value)));
        return reader.IsAtEnd;
    }

    private static bool TryReadSummary(ReadOnlySpan<byte> summary, List<(string Tag, float Value)> values)
    {
        var reader = new WireReader(summary);
        while (reader.TryNext(out WireField field))
        {
            if (field is { Number: 1, Type: WireType.Bytes } && !TryReadValue(field.Bytes, values))
            {
                return false;
            }
        }

        return reader.IsAtEnd;
    }

    private static bool TryReadValue(ReadOnlySpan<byte> message, List<(string Tag, float Value)> values)
    {
        string? tag = null;
        float? number = null;
        var reader = new WireReader(message);
        while (reader.TryNext(out WireField field))
        {
            switch (field.Number, field.Type)
            {
                case (1, WireType.Bytes):
                    tag = Encoding.UTF8.GetString(field.Bytes);
                    break;
                case (2, WireType.Fixed32):
                    number = BitConverter.UInt32BitsToSingle((uint)field.Number64);
                    break;
            }
        }

        // A value without a number is a picture or a histogram of another program.
        if (reader.IsAtEnd && tag is not null && number is { } value)
        {
            values.Add((tag, value));
        }

        return reader.IsAtEnd;
    }

    private static byte[] Message(double wallTime, Action<BinaryWriter> content) => Build(writer =>
    {
        writer.Write(Key(1, WireType.Fixed64));
        writer.Write(wallTime);
        content(writer);
    });

    private static byte[] Build(Action<BinaryWriter> content)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        content(writer);
        return bytes.ToArray();
    }

    private static byte Key(int number, WireType type) => (byte)((number << 3) | (int)type);

    private static void WriteBytes(BinaryWriter writer, int number, byte[] bytes)
    {
        writer.Write(Key(number, WireType.Bytes));
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }
}
