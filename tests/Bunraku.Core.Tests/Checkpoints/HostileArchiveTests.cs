using System.Text;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Archives;
using static Bunraku.Core.Checkpoints.CheckpointErrorKind;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class HostileArchiveTests
{
    [Fact]
    public void The_sketch_that_these_tests_spoil_is_sound() => Assert.Equal([1f, 2f], Refusal.Read(ZipSketch.Sound().Build())["w"].Values);

    [Fact]
    public void Truncated_checkpoint_is_reported_wherever_it_is_cut()
    {
        byte[] whole = SampleCheckpoint.Bytes();
        for (int length = 4; length < whole.Length; length++)
        {
            Refusal.Is(CorruptArchive, whole[..length], "truncated");
        }
    }

    [Fact]
    public void Appended_bytes_are_reported() => Refusal.Is(CorruptArchive, [.. ZipSketch.Sound().Build(), 0], "appended");

    [Fact]
    public void Directory_that_does_not_fill_its_place_is_reported()
    {
        foreach (Action<ZipSketch> spoil in (Action<ZipSketch>[])
            [
                zip => zip.DirectoryOffset = uint.MaxValue - 1,
                zip => zip.DirectoryOffset = 0,
                zip => zip.DirectorySize = 0,
                zip => zip.DirectorySize = uint.MaxValue,
                zip => (zip.HasZip64, zip.DirectoryOffset) = (true, 1),
            ])
        {
            Spoiled(spoil);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(ushort.MaxValue)]
    public void Wrong_number_of_entries_is_reported(int count) => Spoiled(zip => zip.EntryCount = (ushort)count, "entries");

    [Fact]
    public void Archive_in_several_parts_is_reported() => Spoiled(zip => zip.Disk = 1, "several parts");

    [Theory]
    [InlineData(4UL, null)]
    [InlineData(ulong.MaxValue, null)]
    [InlineData(null, 0UL)]
    [InlineData(null, ulong.MaxValue)]
    public void Zip64_record_that_contradicts_the_archive_is_reported(ulong? count, ulong? offset) =>
        Spoiled(zip => (zip.HasZip64, zip.Zip64EntryCount, zip.Zip64Offset) = (true, count, offset), count is null ? "locator" : "contradict");

    [Fact]
    public void Archive_with_a_directory_beyond_every_file_is_reported_without_allocating() =>
        Spoiled(zip => (zip.HasZip64, zip.EntryCount, zip.DirectorySize, zip.Zip64EntryCount) = (true, ushort.MaxValue, uint.MaxValue, 1L << 40));

    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 200)]
    public void Field_of_64_bit_sizes_that_is_cut_off_or_beyond_every_file_is_reported(int size, int highest) => SpoiledPickle(
        entry => entry with { Size = uint.MaxValue, PackedSize = uint.MaxValue, Extra = [1, 0, (byte)size, 0, .. new byte[size - 1], (byte)highest] },
        "archive/data.pkl",
        "ZIP64 field");

    [Fact]
    public void Field_of_64_bit_sizes_beyond_the_archive_is_reported_without_allocating() => SpoiledPickle(
        entry => entry with { Size = uint.MaxValue, PackedSize = uint.MaxValue, Extra = [1, 0, 16, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0] },
        "archive/data.pkl");

    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x0040)]
    [InlineData(0x2000)]
    public void Encrypted_entry_is_reported(int flags) => SpoiledPickle(entry => entry with { Flags = (ushort)flags }, "archive/data.pkl", "encrypted");

    [Theory]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(93)]
    public void Entry_packed_by_an_unknown_method_is_reported(int method) => SpoiledPickle(entry => entry with { Method = (ushort)method }, "unknown method");

    [Fact]
    public void Entry_that_occurs_twice_is_reported() => Spoiled(zip => zip.Entries.Add(zip.Entries[0]), "archive/data.pkl", "twice");

    [Theory]
    [InlineData("../evil")]
    [InlineData("archive/../../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("C:evil")]
    [InlineData("archive\\evil")]
    [InlineData("archive/\u001b[2J")]
    [InlineData("")]
    public void Entry_name_that_is_no_plain_relative_path_is_reported(string name) => Spoiled(zip => zip.Entries.Add(new(name, [])), "plain relative path");

    [Fact]
    public void Entry_name_that_is_not_text_is_reported() =>
        Spoiled(zip => zip.Entries.Add(new("x", []) { NameBytes = [0xFF, 0xFE] }), "not UTF-8");

    [Fact]
    public void Overlapping_entries_are_reported() => Spoiled(zip => zip.Entries[2] = zip.Entries[2] with { HeaderOffset = 1 }, "overlaps");

    [Fact]
    public void Two_names_for_the_same_bytes_are_reported() => Spoiled(zip => zip.Entries[2] = zip.Entries[2] with { HeaderOffset = 0 }, "overlaps");

    [Fact]
    public void Entry_beyond_the_data_is_reported() => Spoiled(zip => zip.Entries[2] = zip.Entries[2] with { HeaderOffset = 1 << 20 }, "not where its directory says");

    [Fact]
    public void Entry_that_reaches_beyond_the_data_is_reported() =>
        Spoiled(zip => zip.Entries[2] = zip.Entries[2] with { Size = 100_000, PackedSize = 100_000 }, "reaches beyond");

    [Fact]
    public void Stored_entry_of_two_sizes_is_reported() => SpoiledPickle(entry => entry with { Size = 5 }, "instead of 5");

    [Fact]
    public void Local_header_that_contradicts_the_directory_is_reported()
    {
        SpoiledPickle(entry => entry with { LocalSize = 5 }, "contradicts");
        SpoiledPickle(entry => entry with { LocalMethod = ZipFormat.Deflated }, "contradicts");
        SpoiledPickle(entry => entry with { LocalNameBytes = Encoding.UTF8.GetBytes("archive/data.pkx") }, "contradicts");
    }

    [Fact]
    public void Bomb_is_refused_by_its_stated_size() =>
        SpoiledPickle(entry => entry with { Method = ZipFormat.Deflated, Size = uint.MaxValue, LocalSize = uint.MaxValue }, "more than is possible");

    [Fact]
    public void Entries_that_unpack_to_more_than_the_limit_are_refused()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries.Add(new("archive/bomb", new byte[2_000_000]) { Method = ZipFormat.Deflated });

        Refusal.Is(CorruptArchive, zip.Build(), new CheckpointLimits(1_000_000), "more than the limit of 1000000 bytes");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Entry_that_unpacks_to_another_size_is_reported(int difference) =>
        SpoiledPickle(entry => entry with { Method = ZipFormat.Deflated, Size = (uint)(entry.Content.Length + difference) }, "does not unpack to its stated");

    [Fact]
    public void Entry_that_cannot_be_unpacked_is_reported() =>
        Spoiled(
            zip => zip.Entries[0] = new("archive/data.pkl", [.. Enumerable.Repeat((byte)0xFF, 100)]) { LocalMethod = ZipFormat.Deflated },
            bytes => Patch(bytes, ZipFormat.CentralHeaderSignature, at: 10, (byte)ZipFormat.Deflated),
            "cannot be unpacked");

    [Fact]
    public void Wrong_check_sum_is_reported_with_the_entry()
    {
        SpoiledPickle(entry => entry with { Crc = 0x12345678 }, "check sum", "archive/data.pkl");
        Spoiled(zip => zip.Entries[1] = zip.Entries[1] with { Crc = 0x12345678 }, "check sum", "archive/data/0");
    }

    [Fact]
    public void Archive_without_a_pickle_is_no_checkpoint()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries.RemoveAt(0);

        Refusal.Is(NotACheckpoint, zip.Build(), "0 entries named data.pkl");
    }

    [Fact]
    public void Archive_with_two_pickles_is_no_checkpoint()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries.Add(new("other/data.pkl", []));

        Refusal.Is(NotACheckpoint, zip.Build(), "2 entries named data.pkl");
    }

    [Fact]
    public void Archive_without_a_version_is_no_checkpoint()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries.RemoveAt(2);

        Refusal.Is(NotACheckpoint, zip.Build(), "version");
    }

    [Theory]
    [InlineData("0\n")]
    [InlineData("11\n")]
    [InlineData("-3\n")]
    [InlineData("three")]
    [InlineData("")]
    [InlineData("\u001b[2J")]
    public void Unknown_version_is_reported(string version)
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries[2] = new("archive/version", Encoding.ASCII.GetBytes(version));

        Refusal.Is(UnsupportedVersion, zip.Build(), "version 1 to 10");
        CheckpointException error = Assert.Throws<CheckpointException>(() => Refusal.Read(zip.Build()));
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Endless_version_is_reported()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries[2] = new("archive/version", new byte[100]);

        Refusal.Is(CorruptArchive, zip.Build(), "too long");
    }

    [Fact]
    public void Big_endian_checkpoint_is_refused()
    {
        ZipSketch zip = ZipSketch.Sound();
        zip.Entries.Add(new("archive/byteorder", "big"u8.ToArray()));

        Refusal.Is(UnsupportedByteOrder, zip.Build(), "\"big\"");
    }

    [Fact]
    public void Pickle_beyond_its_limit_is_refused()
    {
        ZipSketch zip = ZipSketch.Checkpoint(new byte[(16 << 20) + 1]);

        Refusal.Is(CorruptArchive, zip.Build(), "archive/data.pkl", "at most 16777216");
    }

    private static void Spoiled(Action<ZipSketch> spoil, params string[] words) => Spoiled(spoil, _ => { }, words);

    private static void Spoiled(Action<ZipSketch> spoil, Action<byte[]> patch, params string[] words)
    {
        ZipSketch zip = ZipSketch.Sound();
        spoil(zip);
        byte[] file = zip.Build();
        patch(file);
        Refusal.Is(CorruptArchive, file, words);
    }

    private static void SpoiledPickle(Func<SketchedEntry, SketchedEntry> spoil, params string[] words) =>
        Spoiled(zip => zip.Entries[0] = spoil(zip.Entries[0]), words);

    /// <summary>Overwrites a byte of the first record with that signature.</summary>
    private static void Patch(byte[] file, uint signature, int at, byte value) =>
        file[file.AsSpan().IndexOf(BitConverter.GetBytes(signature)) + at] = value;
}
