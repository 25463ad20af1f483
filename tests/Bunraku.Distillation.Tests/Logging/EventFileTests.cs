using Bunraku.Core.Errors;
using Bunraku.Distillation.Logging;
using CsCheck;

namespace Bunraku.Distillation.Tests.Logging;

public sealed class EventFileTests
{
    /// <summary>The version record and two numbers of step 300 at 1,700,000,000.5 s, put together by a separate program from the description of the format.</summary>
    private const string Reference =
        "1800000000000000A37F4B220900002040FC54D9411A0D627261696E2E4576656E743A322B353110" +
        "2300000000000000B09F77430900002040FC54D94110AC022A150A080A0161150000003F0A090A02626315000000C062660F9B";

    private static readonly SteppedTime Clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500));

    [Fact]
    public void A_file_has_exactly_the_bytes_of_the_format()
    {
        using var folder = new ScratchFolder();
        string path = WriteSample(folder);

        Assert.Equal(Reference, Convert.ToHexString(File.ReadAllBytes(path)));
    }

    [Fact]
    public void A_file_is_named_after_time_host_and_process()
    {
        using var folder = new ScratchFolder();
        string[] parts = Path.GetFileName(WriteSample(folder)).Split('.');

        Assert.Equal(["events", "out", "tfevents", "1700000000"], parts[..4]);
        Assert.Equal($"{Environment.ProcessId}", parts[5]);
        Assert.Equal(7, parts.Length);
    }

    [Fact]
    public void What_was_written_is_read()
    {
        using var folder = new ScratchFolder();
        IReadOnlyList<ScalarEvent> events = new EventFileReader(WriteSample(folder)).ReadNew();

        Assert.Equal([new ScalarEvent(1_700_000_000.5, 300, "a", 0.5f), new ScalarEvent(1_700_000_000.5, 300, "bc", -2f)], events);
    }

    [Fact]
    public void A_reader_that_follows_a_file_gets_each_number_once()
    {
        using var folder = new ScratchFolder();
        using var writer = EventFileWriter.Create(folder.Path, Clock);
        var reader = new EventFileReader(writer.Path);
        var seen = new List<float>();
        for (int i = 0; i < 5; i++)
        {
            writer.Write(i, ("a", i), ("b", -i));
            seen.AddRange(reader.ReadNew().Where(e => e.Tag == "a").Select(e => e.Value));
        }

        Assert.Equal([0, 1, 2, 3, 4], seen);
        Assert.Empty(reader.ReadNew());
    }

    [Fact]
    public void A_torn_last_record_waits_for_its_rest()
    {
        using var folder = new ScratchFolder();
        byte[] whole = File.ReadAllBytes(WriteSample(folder));
        int start = 12 + 24 + 4;
        for (int length = start; length < whole.Length; length++)
        {
            string path = folder[$"{length}"];
            File.WriteAllBytes(path, whole[..length]);
            var reader = new EventFileReader(path);
            Assert.Empty(reader.ReadNew());
            File.WriteAllBytes(path, whole);
            Assert.Equal(2, reader.ReadNew().Count);
        }
    }

    [Fact]
    public void A_damaged_record_is_passed_over()
    {
        using var folder = new ScratchFolder();
        string path;
        using (var writer = EventFileWriter.Create(folder.Path, Clock))
        {
            path = writer.Path;
            writer.Write(1, ("a", 1));
            writer.Write(2, ("a", 2));
            writer.Write(3, ("a", 3));
        }

        byte[] bytes = File.ReadAllBytes(path);
        int record = (bytes.Length - 40) / 3;
        bytes[40 + record + 20] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal([1L, 3L], new EventFileReader(path).ReadNew().Select(e => e.Step));
    }

    [Fact]
    public void A_damaged_length_ends_the_reading_there()
    {
        using var folder = new ScratchFolder();
        string path = WriteSample(folder);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[40] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Empty(new EventFileReader(path).ReadNew());
    }

    [Fact]
    public void Long_files_are_read_to_their_end()
    {
        using var folder = new ScratchFolder();
        using var writer = EventFileWriter.Create(folder.Path, Clock);
        for (int i = 0; i < 30_000; i++)
        {
            writer.Write(i, ("a_tag_of_some_length_like_those_of_a_training", i));
        }

        Assert.Equal(Enumerable.Range(0, 30_000).Select(i => (float)i), new EventFileReader(writer.Path).ReadNew().Select(e => e.Value));
    }

    [Fact]
    public void Any_bytes_can_be_looked_at_as_a_message() => Gen.Byte.Array[0, 60].Sample(bytes => { EventMessage.TryRead(bytes, []); });

    [Fact]
    public void A_damaged_message_is_told_from_a_whole_one()
    {
        // Time and step, 11 bytes, are a separate message.
        byte[] message = EventMessage.Scalars(1.0, 2, [("a", 3.0)]);

        Assert.True(EventMessage.TryRead(message, []));
        Assert.All(Enumerable.Range(12, message.Length - 12), length => Assert.False(EventMessage.TryRead(message.AsSpan(0, length), []), $"{length}"));
    }

    [Fact]
    public void Fields_of_other_programs_are_passed_over()
    {
        // Field 7 (bytes) and field 9 (varint) do not concern us; a value with a tag but no number is a picture.
        byte[] other = [0x3A, 0x02, 0x01, 0x02, 0x48, 0x96, 0x01, 0x2A, 0x05, 0x0A, 0x03, 0x0A, 0x01, (byte)'p'];
        byte[] message = [.. other, .. EventMessage.Scalars(1.0, 2, [("a", 3.0)])];
        var events = new List<ScalarEvent>();

        Assert.True(EventMessage.TryRead(message, events));
        Assert.Equal([new ScalarEvent(1.0, 2, "a", 3f)], events);
    }

    [Fact]
    public void A_missing_file_is_reported_with_its_path() =>
        Assert.Contains("nowhere", Assert.Throws<BadInputException>(() => new EventFileReader("nowhere").ReadNew()).Message, StringComparison.Ordinal);

    private static string WriteSample(ScratchFolder folder)
    {
        using var writer = EventFileWriter.Create(folder.Path, Clock);
        writer.Write(300, ("a", 0.5), ("bc", -2));
        return writer.Path;
    }
}
