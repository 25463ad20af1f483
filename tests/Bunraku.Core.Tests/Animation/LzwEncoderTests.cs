using Bunraku.Core.Animation;
using CsCheck;

namespace Bunraku.Core.Tests.Animation;

public sealed class LzwEncoderTests
{
    [Fact]
    public void A_plain_decoder_reads_back_what_was_written() =>
        Gen.OneOf(
            Gen.Byte.Array[1, 20_000],
            Gen.Byte[0, 3].Array[1, 20_000],
            Gen.Int[1, 5000].Select(length => new byte[length])).Sample(
            indices =>
            {
                using var stream = new MemoryStream();
                new LzwEncoder().Write(indices, stream);
                return indices.AsSpan().SequenceEqual(Decode(stream.ToArray()));
            },
            iter: 200);

    [Fact]
    public void An_encoder_can_be_used_again()
    {
        var encoder = new LzwEncoder();
        byte[] indices = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i))];
        for (int run = 0; run < 2; run++)
        {
            using var stream = new MemoryStream();
            encoder.Write(indices, stream);
            Assert.Equal(indices, Decode(stream.ToArray()));
        }
    }

    /// <summary>The decoder of the GIF89a specification, written for clarity.</summary>
    private static byte[] Decode(byte[] data)
    {
        Assert.Equal(8, data[0]);
        var packed = new List<byte>();
        int at = 1;
        for (; data[at] != 0; at += data[at] + 1)
        {
            packed.AddRange(data.AsSpan(at + 1, data[at]));
        }

        Assert.Equal(data.Length - 1, at);
        var output = new List<byte>();
        var table = new List<byte[]>();
        byte[]? previous = null;
        int width = 9;
        for (int bit = 0; ;)
        {
            int code = 0;
            for (int i = 0; i < width; i++, bit++)
            {
                code |= ((packed[bit / 8] >> (bit % 8)) & 1) << i;
            }

            if (code == 257)
            {
                return [.. output];
            }

            if (code == 256)
            {
                table = [.. Enumerable.Range(0, 258).Select(i => new[] { (byte)i })];
                (previous, width) = (null, 9);
                continue;
            }

            byte[] entry = code < table.Count ? table[code] : [.. previous!, previous![0]];
            output.AddRange(entry);
            if (previous is not null && table.Count < 4096)
            {
                table.Add([.. previous, entry[0]]);
                width = Math.Min(12, Math.Max(width, 32 - int.LeadingZeroCount(table.Count)));
            }

            previous = entry;
        }
    }
}
