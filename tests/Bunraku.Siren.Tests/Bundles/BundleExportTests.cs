using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Posing;
using Bunraku.Siren.Bundles;
using Bunraku.Siren.Support;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Bundles;

public sealed class BundleExportTests
{
    private const int VersionOffset = 8;
    private static readonly CharacterModel Koito = CharacterModel.Load(TestData.Koito);
    private static readonly CharacterCredits Credits = new() { Author = "A. Painter", Attribution = "by A. Painter", Licence = "MIT", Credits = "Thanks to all" };
    private static readonly Lazy<byte[]> Full = new(() => BundleExport.Build(Koito, Mask(Koito), new BundleOptions { Credits = Credits }));
    private static readonly Lazy<byte[]> Half = new(() => BundleExport.Build(Koito, Mask(Koito), new BundleOptions { IsHalf = true }));

    [Fact]
    public void A_character_from_its_bundle_draws_the_same_bits()
    {
        foreach (CharacterModel original in TestData.Characters().Select(folder => CharacterModel.Load(folder)).Append(MadeUpCharacter.Create()))
        {
            CharacterModel copy = Read(BundleExport.Build(original, Mask(Koito), new BundleOptions()));

            Assert.Equal(original.Name, copy.Name);
            Assert.Equal(original.Picture.Values, copy.Picture.Values);
            Assert.Equal(Draw(original).Blended, Draw(copy).Blended);
        }
    }

    [Fact]
    public void The_mask_and_the_licence_come_with_the_bundle()
    {
        CharacterModel copy = Read(Full.Value);

        Assert.Equal(Credits, copy.Credits);
        Assert.Equal(Mask(Koito).ToBytes(), SupportMask.TryLoad(copy)!.ToBytes());
    }

    [Fact]
    public void A_bundle_is_small_and_half_of_it_in_half_precision()
    {
        Assert.InRange(Full.Value.Length, 1_000_000, 2_500_000);
        Assert.InRange(Half.Value.Length, 500_000, 1_250_000);
    }

    [Fact]
    public void Half_precision_changes_the_picture_a_little()
    {
        float[] exact = Draw(Koito).Blended, rounded = Draw(Read(Half.Value)).Blended;
        double error = exact.Zip(rounded, (a, b) => Math.Pow((a - b) / 2, 2)).Average();
        Assert.InRange(10 * Math.Log10(1 / error), 40, 90);
    }

    [Fact]
    public void Equal_characters_give_equal_bytes() => Assert.Equal(Full.Value, BundleExport.Build(Koito, Mask(Koito), new BundleOptions { Credits = Credits }));

    [Fact]
    public void The_self_test_is_what_the_engine_draws()
    {
        var bundle = CharacterBundle.Parse(Half.Value, "half");
        float[] Floats(string name) => [.. bundle.Sections.Single(section => section.Name == name).Bytes.ToArray().Chunk(4).Select(bytes => BitConverter.ToSingle(bytes))];
        ushort[] points = [.. bundle.Sections.Single(section => section.Name == BundleLayout.TestPoints).Bytes.ToArray().Chunk(2).Select(bytes => BitConverter.ToUInt16(bytes))];
        float[] poses = Floats(BundleLayout.TestPoses), values = Floats(BundleLayout.TestValues);
        using var poser = new StudentPoser(Read(Half.Value));
        var frame = new PosedFrame(PoseRequest.Whole);
        poser.Render(Core.Poses.Pose.FromValues(poses.AsSpan(45, 45)), frame);

        int count = points.Length / 2;
        for (int point = 0; point < count; point++)
        {
            Assert.Equal(frame.Blended[(512 * points[2 * point]) + points[(2 * point) + 1]], values[4 * (count + point)]);
        }
    }

    [Fact]
    public void A_bundle_that_was_cut_is_refused() =>
        Assert.All([0, 7, 23, 24, 500, 10_000, Full.Value.Length - 1], length => Refused(Full.Value[..length]));

    /// <summary>Every bit counts but those between the sections.</summary>
    [Fact]
    public void A_flipped_bit_is_refused()
    {
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 60; i++)
        {
            byte[] file = [.. Full.Value];
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Read(file);
            }
            catch (BadInputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 59, 60);
    }

    [Fact]
    public void Another_version_is_named()
    {
        byte[] file = [.. Full.Value];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(VersionOffset), 7);

        Assert.Contains("version 7", Refused(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"name\":\"face.3.matrix\"", "\"name\":\"face.X.matrix\"", "face.3.matrix is missing")]
    [InlineData("\"name\":\"mask\"", "\"name\":\"mosk\"", "mask is missing")]
    [InlineData("\"shape\":[128,128]", "\"shape\":[64,256] ", "face.1.matrix must be float32 [128, 128]")]
    [InlineData("\"type\":\"bits\"", "\"type\":\"bots\"", "type")]
    [InlineData("\"name\":\"koito\"", "\"name\":[\"ko\"]", "name")]
    public void A_header_that_says_something_else_is_refused(string good, string bad, string named)
    {
        byte[] file = [.. Full.Value];
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        string header = Encoding.UTF8.GetString(file, 24, length);
        int at = header.IndexOf(good, StringComparison.Ordinal);
        string changed = header[..at] + bad + header[(at + good.Length)..];
        Encoding.UTF8.GetBytes(changed.PadRight(length)[..length]).CopyTo(file, 24);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), Crc32.HashToUInt32(file.AsSpan(24, length)));

        Assert.Contains(named, Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_half_precision_cannot_hold_is_refused()
    {
        CharacterModel wild = RandomCharacter.Create(1, weightScale: 3e6f);
        var character = new CharacterModel(wild.Name, Koito.Picture, wild.Weights) { SourceImage = Koito.SourceImage };

        Assert.Contains("half precision", Assert.Throws<BadInputException>(() => BundleExport.Build(character, Mask(Koito), new BundleOptions { IsHalf = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_mutant_is_taken_or_refused() => Assert.True(new MutatedReader(Full.Value, bytes => Read(bytes)).Run(60) > 0);

    /// <summary>Checksums hide what lies behind them from the mutants, so these are put right.</summary>
    [Fact]
    public void Any_mutant_of_the_header_is_taken_or_refused()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(Full.Value.AsSpan(12)), start = (24 + length + 15) / 16 * 16;
        var reader = new MutatedReader(Full.Value[24..(24 + length)], header =>
        {
            byte[] file = new byte[((24 + header.Length + 15) / 16 * 16) + Full.Value.Length - start];
            Full.Value.AsSpan(0, 24).CopyTo(file);
            header.CopyTo(file, 24);
            Full.Value.AsSpan(start).CopyTo(file.AsSpan((24 + header.Length + 15) / 16 * 16));
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), header.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), Crc32.HashToUInt32(header));
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(20), file.Length);
            Read(file);
        });

        Assert.True(reader.Run(500) > 0);
    }

    private static string Refused(byte[] file)
    {
        string message = Assert.ThrowsAny<BadInputException>(() => Read(file)).Message;
        MutatedReader.RequireOneSafeLine(message);
        Assert.StartsWith("a.bunraku: ", message, StringComparison.Ordinal);
        return message;
    }

    private static CharacterModel Read(byte[] file) => CharacterModel.LoadFromFiles([new("a.bunraku", file)]);

    private static SupportMask Mask(CharacterModel character) => StudentPoser.FindMask(character);

    private static PosedFrame Draw(CharacterModel character)
    {
        using var poser = new StudentPoser(character);
        var frame = new PosedFrame(PoseRequest.Whole);
        poser.Render(RandomCharacter.CreatePose(5), frame);
        return frame;
    }
}
