using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Archives;
using static Bunraku.Core.Tests.Checkpoints.PickleSketch;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>What sound checkpoints of other writers look like.</summary>
public sealed class SupportedCheckpointTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda:7")]
    [InlineData("mps")]
    [InlineData("")]
    public void Location_is_ignored(string location)
    {
        StateDict read = Refusal.Read(ZipSketch.Checkpoint(StateDict(("w", Tensor("0", 2, location: location))), Floats(1f, 2f)).Build());

        Assert.Equal([1f, 2f], read["w"].Values);
    }

    [Fact]
    public void Deflated_entries_are_read()
    {
        ZipSketch zip = ZipSketch.Sound();
        for (int i = 0; i < zip.Entries.Count; i++)
        {
            zip.Entries[i] = zip.Entries[i] with { Method = ZipFormat.Deflated };
        }

        Assert.Equal([1f, 2f], Refusal.Read(zip.Build())["w"].Values);
    }

    [Fact]
    public void Data_descriptors_zip64_records_comments_and_unknown_entries_are_tolerated()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries.Add(new("archive/.data/serialization_id", "123"u8.ToArray()));
        zip.Entries.Add(new("archive/byteorder", "little"u8.ToArray()));
        zip.Entries.Add(new("archive/empty folder/", []));
        for (int i = 0; i < zip.Entries.Count; i++)
        {
            zip.Entries[i] = zip.Entries[i] with { Flags = ZipFormat.SizesFollowFlag | ZipFormat.Utf8NameFlag };
        }

        zip.HasZip64 = true;
        zip.Comment = "PK\u0005\u0006 is not an end here";

        Assert.Equal([1f, 2f], Refusal.Read(zip.Build())["w"].Values);
    }

    [Fact]
    public void Values_that_only_the_zip64_record_has_are_taken_from_it()
    {
        ZipSketch zip = ZipSketch.Sound();
        (zip.HasZip64, zip.EntryCount, zip.DirectorySize, zip.DirectoryOffset) = (true, ushort.MaxValue, uint.MaxValue, uint.MaxValue);

        Assert.Equal([1f, 2f], Refusal.Read(zip.Build())["w"].Values);
    }

    [Fact]
    public void Sizes_of_64_bits_are_read_though_32_would_do()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries[1] = zip.Entries[1] with
        {
            Size = uint.MaxValue,
            PackedSize = uint.MaxValue,
            Extra = Of(Of(0x99, 0, 2, 0, 7, 7), Of(1, 0, 16, 0, 8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0)),
        };

        Assert.Equal([1f, 2f], Refusal.Read(zip.Build())["w"].Values);
    }

    [Fact]
    public void Any_prefix_is_accepted()
    {
        ZipSketch zip = ZipSketch.Sound();
        for (int i = 0; i < zip.Entries.Count; i++)
        {
            zip.Entries[i] = zip.Entries[i] with { Name = zip.Entries[i].Name.Replace("archive", "größe/my model", StringComparison.Ordinal) };
        }

        Assert.Equal([1f, 2f], Refusal.Read(zip.Build())["w"].Values);
    }

    [Fact]
    public void Views_strides_and_shared_storages_are_materialised_each_into_its_own_array()
    {
        byte[] storage = Storage("0", 6);
        byte[] pickle = StateDict(
            ("whole", Tensor(storage, 0, [2, 3], [3, 1])),
            ("again", Tensor(storage, 0, [6], [1])),
            ("transposed", Tensor(storage, 0, [3, 2], [1, 3])),
            ("last column", Tensor(storage, 2, [2], [3])),
            ("repeated", Tensor(storage, 5, [2, 2], [0, 0])),
            ("scalar", Tensor(storage, 4, [], [])),
            ("empty", Tensor(storage, 6, [0, 7], [7, 1])),
            ("unit dimension with any stride", Tensor(storage, 0, [1, 6], [99, 1])));

        StateDict read = Refusal.Read(ZipSketch.Checkpoint(pickle, Floats(0, 1, 2, 3, 4, 5)).Build());

        Assert.Equal([0, 1, 2, 3, 4, 5], read["whole"].Values);
        Assert.Equal([0, 1, 2, 3, 4, 5], read["again"].Values);
        Assert.NotSame(read["whole"].Values, read["again"].Values);
        Assert.Equal([0, 3, 1, 4, 2, 5], read["transposed"].Values);
        Assert.Equal([3, 2], read["transposed"].Shape);
        Assert.Equal([2, 5], read["last column"].Values);
        Assert.Equal([5, 5, 5, 5], read["repeated"].Values);
        Assert.Equal([4], read["scalar"].Values);
        Assert.Empty(read["empty"].Values);
        Assert.Equal([0, 1, 2, 3, 4, 5], read["unit dimension with any stride"].Values);
    }

    [Fact]
    public void Half_and_double_precision_are_converted()
    {
        float[] values = [1f, -0.5f, 65504f, float.NegativeInfinity];
        byte[] halves = MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (Half)value).AsSpan()).ToArray();
        byte[] doubles = MemoryMarshal.AsBytes<double>([1 / 3.0, -2.0]).ToArray();
        byte[] bfloats = MemoryMarshal.AsBytes<ushort>([0x3F80, 0xC049, 0x7F80]).ToArray();
        byte[] pickle = StateDict(
            ("half", Tensor("0", 4, "HalfStorage")),
            ("double", Tensor("1", 2, "DoubleStorage")),
            ("bfloat", Tensor("2", 3, "BFloat16Storage")));

        StateDict read = Refusal.Read(ZipSketch.Checkpoint(pickle, halves, doubles, bfloats).Build());

        Assert.Equal(values, read["half"].Values);
        Assert.Equal([1 / 3f, -2f], read["double"].Values);
        Assert.Equal([1f, -3.140625f, float.PositiveInfinity], read["bfloat"].Values);
    }

    [Fact]
    public void Parameters_are_read_as_their_tensors()
    {
        byte[] parameter = Of("ctorch._utils\n_rebuild_parameter\n(", Tensor("0", 2), 0x88, OrderedDict, "tR");

        Assert.Equal([1f, 2f], Refusal.Read(ZipSketch.Checkpoint(StateDict(("w", parameter)), Floats(1f, 2f)).Build())["w"].Values);
    }

    [Fact]
    public void Metadata_are_ignored()
    {
        byte[] pickle = Protocol2(
            OrderedDict, "(", Text("w"), Tensor("0", 2), "u",
            "}", Text("_metadata"), OrderedDict, "(", Text(""), "}", Text("version"), Integer(1), "su", "sb");

        StateDict read = Refusal.Read(ZipSketch.Checkpoint(pickle, Floats(1f, 2f)).Build());

        Assert.Equal("w", Assert.Single(read.Entries).Key);
    }

    [Fact]
    public void Plain_dictionaries_memos_and_items_one_by_one_are_read()
    {
        byte[] pickle = Protocol2(
            "}q\0", Text("a"), "r", UInt32(70_000), Tensor("0", 2), "q\u0001s",
            Text("b"), "h\u0001s");

        StateDict read = Refusal.Read(ZipSketch.Checkpoint(pickle, Floats(1f, 2f)).Build());

        Assert.Equal(["a", "b"], read.Entries.Select(entry => entry.Key));
        Assert.Equal([1f, 2f], read["b"].Values);
    }

    [Fact]
    public void Every_other_kind_of_value_is_understood()
    {
        // A dictionary with all of them below a key, which only then is refused as no tensor.
        byte[] all = Of(
            "](", "N", 0x88, 0x89, "K", 7, "M", 1, 2, Integer(-5), 0x8A, 0, Long((Int128)1 << 100), "G", new byte[8],
            0x8C, 2, "ok", "r", UInt32(300), "j", UInt32(300), ")", "N", 0x85, "NN", 0x86, "NNN", 0x87, "e", "Na");

        Refusal.Is(
            CheckpointErrorKind.WrongContent,
            ZipSketch.Checkpoint(StateDict(("state", all))).Build(),
            "\"state\" is not a tensor");
    }

    [Fact]
    public void Protocol_4_with_frames_memoize_and_stack_globals_is_read()
    {
        byte[] body = Of(
            0x8C, 11, "collections", 0x94, 0x8C, 11, "OrderedDict", 0x94, 0x93, 0x94, ")R", 0x94,
            "(", 0x8C, 1, "w", 0x94,
            0x8C, 12, "torch._utils", 0x8C, 18, "_rebuild_tensor_v2", 0x93, "(",
            "(", 0x8C, 7, "storage", 0x8C, 5, "torch", 0x8C, 12, "FloatStorage", 0x93, 0x8C, 1, "0", 0x8C, 3, "cpu", "K", 2, "tQ",
            "K", 0, "K", 2, 0x85, "K", 1, 0x85, 0x89, "h", 2, ")R", "tRu.");
        byte[] pickle = Of(0x80, 4, 0x95, BitConverter.GetBytes((long)body.Length), body);

        Assert.Equal([1f, 2f], Refusal.Read(ZipSketch.Checkpoint(pickle, Floats(1f, 2f)).Build())["w"].Values);
    }

    [Theory]
    [InlineData("face_12:30:05")]
    [InlineData("run\\face")]
    [InlineData("face\nmorpher")]
    [InlineData("face\tm")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("顔😀")]
    public void The_folder_in_the_archive_may_have_any_name(string root) => ReadsWithRoot(System.Text.Encoding.UTF8.GetBytes(root));

    [Fact]
    public void The_folder_in_the_archive_may_have_a_name_that_is_not_UTF8() => ReadsWithRoot([0x8A, 0xE7]);

    [Fact]
    public void A_file_without_check_sums_is_read_and_one_with_a_single_zero_is_not()
    {
        ZipSketch sketch = ZipSketch.Sound();
        sketch.Entries[1] = sketch.Entries[1] with { Crc = 0 };
        Assert.Throws<CheckpointException>(() => Refusal.Read(sketch.Build()));

        for (int i = 0; i < sketch.Entries.Count; i++)
        {
            sketch.Entries[i] = sketch.Entries[i] with { Crc = 0 };
        }

        Assert.Equal([1f, 2f], Refusal.Read(sketch.Build())["w"].Values);
    }

    [Fact]
    public void Protocol_5_is_read()
    {
        ZipSketch sketch = ZipSketch.Sound();
        byte[] pickle = [.. sketch.Entries[0].Content];
        pickle[1] = 5;
        sketch.Entries[0] = sketch.Entries[0] with { Content = pickle };

        Assert.Equal([1f, 2f], Refusal.Read(sketch.Build())["w"].Values);
    }

    private static void ReadsWithRoot(byte[] root)
    {
        ZipSketch sketch = ZipSketch.Sound();
        for (int i = 0; i < sketch.Entries.Count; i++)
        {
            SketchedEntry entry = sketch.Entries[i];
            sketch.Entries[i] = entry with { NameBytes = [.. root, .. System.Text.Encoding.ASCII.GetBytes(entry.Name["archive".Length..])] };
        }

        Assert.Equal([1f, 2f], Refusal.Read(sketch.Build())["w"].Values);
    }
}
