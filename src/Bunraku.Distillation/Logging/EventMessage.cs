using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace Bunraku.Distillation.Logging;

/// <summary>
/// The protobuf message in a record of an event file: Event { double wall_time = 1; int64 step = 2; string file_version = 3;
/// Summary summary = 5; }, Summary { repeated Value value = 1; }, Value { string tag = 1; float simple_value = 2; }.
/// </summary>
internal static class EventMessage
{
    private const string Version = "brain.Event:2";

    private static readonly uint WallTime = MakeTag(1, WireType.Fixed64);
    private static readonly uint Step = MakeTag(2, WireType.Varint);
    private static readonly uint FileVersionTag = MakeTag(3, WireType.LengthDelimited);
    private static readonly uint Summary = MakeTag(5, WireType.LengthDelimited);
    private static readonly uint SummaryValue = MakeTag(1, WireType.LengthDelimited);
    private static readonly uint ValueTag = MakeTag(1, WireType.LengthDelimited);
    private static readonly uint SimpleValue = MakeTag(2, WireType.Fixed32);

    /// <summary>The first message of a file.</summary>
    public static byte[] FileVersion(double wallTime) => Build(message =>
    {
        WriteWallTime(message, wallTime);
        message.WriteTag(FileVersionTag);
        message.WriteString(Version);
    });

    /// <summary>Numbers of one step.</summary>
    public static byte[] Scalars(double wallTime, long step, IEnumerable<(string Tag, double Value)> values) => Build(message =>
    {
        WriteWallTime(message, wallTime);
        message.WriteTag(Step);
        message.WriteInt64(step);
        WriteMessage(message, Summary, summary =>
        {
            foreach ((string tag, double value) in values)
            {
                WriteMessage(summary, SummaryValue, entry =>
                {
                    entry.WriteTag(ValueTag);
                    entry.WriteString(tag);
                    entry.WriteTag(SimpleValue);
                    entry.WriteFloat((float)value);
                });
            }
        });
    });

    /// <summary>Adds the numbers of a message to a list. Other fields are skipped.</summary>
    /// <returns>Whether it is a whole message; of a damaged one nothing is added.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, List<ScalarEvent> events)
    {
        try
        {
            events.AddRange(Read(new CodedInputStream(message.ToArray())));
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static ScalarEvent[] Read(CodedInputStream message)
    {
        double wallTime = 0;
        long step = 0;
        List<(string Tag, float Value)> values = [];
        while (message.ReadTag() is not 0 and var tag)
        {
            if (tag == WallTime)
            {
                wallTime = message.ReadDouble();
            }
            else if (tag == Step)
            {
                step = message.ReadInt64();
            }
            else if (tag == Summary)
            {
                ReadSummary(message.ReadBytes().CreateCodedInput(), values);
            }
            else
            {
                message.SkipLastField();
            }
        }

        return [.. values.Select(value => new ScalarEvent(wallTime, step, value.Tag, value.Value))];
    }

    private static void ReadSummary(CodedInputStream summary, List<(string Tag, float Value)> values)
    {
        while (summary.ReadTag() is not 0 and var tag)
        {
            if (tag == SummaryValue)
            {
                ReadValue(summary.ReadBytes().CreateCodedInput(), values);
            }
            else
            {
                summary.SkipLastField();
            }
        }
    }

    private static void ReadValue(CodedInputStream value, List<(string Tag, float Value)> values)
    {
        string? name = null;
        float? number = null;
        while (value.ReadTag() is not 0 and var tag)
        {
            if (tag == ValueTag)
            {
                name = value.ReadBytes().ToStringUtf8();
            }
            else if (tag == SimpleValue)
            {
                number = value.ReadFloat();
            }
            else
            {
                value.SkipLastField();
            }
        }

        // A value without a number is a picture or a histogram of another program.
        if (name is not null && number is { } scalar)
        {
            values.Add((name, scalar));
        }
    }

    private static void WriteWallTime(CodedOutputStream message, double wallTime)
    {
        message.WriteTag(WallTime);
        message.WriteDouble(wallTime);
    }

    private static void WriteMessage(CodedOutputStream message, uint tag, Action<CodedOutputStream> content)
    {
        message.WriteTag(tag);
        message.WriteBytes(ByteString.CopyFrom(Build(content)));
    }

    private static byte[] Build(Action<CodedOutputStream> content)
    {
        using var bytes = new MemoryStream();
        using (var message = new CodedOutputStream(bytes, leaveOpen: true))
        {
            content(message);
        }

        return bytes.ToArray();
    }
}
