using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Archives;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>What others rely on in the files we write.</summary>
public sealed class CheckpointLayoutTests
{
    [Fact]
    public void Written_archive_has_the_published_entries_in_their_order_and_nothing_else()
    {
        var weights = new StateDict(Enumerable.Range(0, 12).Select(k => new KeyValuePair<string, Tensor>($"layer {k}", new Tensor([1], [k]))));
        var stream = new MemoryStream();
        CheckpointWriter.Write(stream, weights);

        using var archive = new ZipArchive(stream);

        string[] storages = ["0", "1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9"];
        Assert.Equal(
            ["archive/data.pkl", .. storages.Select(key => $"archive/data/{key}"), "archive/version"],
            archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        Assert.Equal("3\n", new StreamReader(archive.Entries[^1].Open()).ReadToEnd());
        Assert.Equal(1980, archive.Entries[0].LastWriteTime.Year);
    }

    [Fact]
    public void Data_of_every_entry_begin_at_a_multiple_of_64_bytes()
    {
        byte[] file = SampleCheckpoint.Bytes();
        int entries = 0;
        for (int header = 0; BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(header)) == ZipFormat.LocalHeaderSignature; entries++)
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(header + 18));
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(header + 26));
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(header + 28));
            ReadOnlySpan<byte> extra = file.AsSpan(header + 30 + nameLength, extraLength);
            Assert.Equal("FB", Encoding.ASCII.GetString(extra[..2]));
            Assert.Equal(extraLength - 4, BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            Assert.True(extra[4..].IndexOfAnyExcept((byte)'Z') < 0);

            int data = header + 30 + nameLength + extraLength;
            Assert.Equal(0, data % 64);
            header = data + size;
        }

        Assert.Equal(4, entries);
    }

    [Fact]
    public void Pickle_is_written_byte_for_byte_as_the_format_says()
    {
        var weights = new StateDict([new("w", new Tensor([300, 1], new float[300]))]);
        var stream = new MemoryStream();
        CheckpointWriter.Write(stream, weights);
        using var archive = new ZipArchive(stream);
        var pickle = new MemoryStream();
        archive.Entries[0].Open().CopyTo(pickle);

        byte[] expected = PickleSketch.Of(
            0x80, 2, "ccollections\nOrderedDict\n)R(",
            "X", PickleSketch.UInt32(1), "w", "ctorch._utils\n_rebuild_tensor_v2\n(",
            "(X", PickleSketch.UInt32(7), "storage", "ctorch\nFloatStorage\n", "X", PickleSketch.UInt32(1), "0", "X", PickleSketch.UInt32(3), "cpu", "M", 44, 1, "tQ",
            "K", 0, "(M", 44, 1, "K", 1, "t", "(K", 1, "K", 1, "t", 0x89, "ccollections\nOrderedDict\n)R", "tRu.");

        Assert.Equal(expected, pickle.ToArray());
    }

    [Fact]
    public void Check_sum_is_that_of_zip_at_every_length()
    {
        Assert.Equal(0xCBF43926u, Crc32.HashToUInt32("123456789"u8));
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 73))];
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(BitByBit(bytes.AsSpan(0, length)), Crc32.HashToUInt32(bytes.AsSpan(0, length)));
        }
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
