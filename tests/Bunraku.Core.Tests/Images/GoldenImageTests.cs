using System.Security.Cryptography;
using System.Text.Json;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Images;

/// <summary>The numbers of the original program for pictures in and out.</summary>
[Trait("Category", SharedData.Golden)]
public sealed class GoldenImageTests
{
    private const double TensorTolerance = 1e-6;

    /// <summary>The files of probes of one picture each; those of the puppeteers' backgrounds need no picture.</summary>
    public static TheoryData<string> PictureProbes =>
        [.. Folders.SelectMany(folder => Directory.GetFiles(folder, "*_probes.json")).Select(path => Path.GetFileName(path)).Where(name => Read(name).TryGetProperty("file", out _))];

    private static IReadOnlyList<string> Folders { get; } = TestData.Folders("golden", "images");

    [Fact]
    public void Every_code_value_becomes_the_golden_linear_value_and_comes_back()
    {
        JsonElement golden = Read("srgb_table.json");
        JsonElement linear = golden.GetProperty("linear");
        JsonElement back = golden.GetProperty("back_to_8_bit");
        Assert.Equal(256, linear.GetArrayLength());
        for (int code = 0; code < 256; code++)
        {
            Assert.Equal(linear[code].GetDouble(), SrgbTransfer.Linear[code], TensorTolerance);
            Assert.Equal(back[code].GetByte(), SrgbTransfer.ToCode(linear[code].GetSingle()));
        }
    }

    [Theory]
    [MemberData(nameof(PictureProbes))]
    [Trait("Category", SharedData.Further)]
    public void The_example_picture_has_the_golden_bytes_tensor_values_and_statistics(string probes)
    {
        JsonElement golden = Read(probes);
        StraightImage image = ReadPicture(golden);
        Assert.Equal(golden.GetProperty("sha256_of_decoded_rgba8_hwc").GetString(), Sha256(image.Pixels));

        float[] values = ImageConversion.ToNetwork(image, "golden").Values;
        const int Plane = CharacterPicture.Size * CharacterPicture.Size;
        foreach (JsonElement probe in golden.GetProperty("probes").EnumerateArray())
        {
            int pixel = PixelOf(probe);
            Assert.Equal(Bytes(probe.GetProperty("rgba8")), image.Pixels.AsSpan(4 * pixel, 4).ToArray());
            for (int channel = 0; channel < 4; channel++)
            {
                Assert.Equal(probe.GetProperty("tensor")[channel].GetDouble(), values[(channel * Plane) + pixel], TensorTolerance);
            }
        }

        for (int channel = 0; channel < 4; channel++)
        {
            double[] plane = [.. values.Skip(channel * Plane).Take(Plane).Select(value => (double)value)];
            double mean = plane.Average();
            Assert.Equal(golden.GetProperty("mean_per_channel")[channel].GetDouble(), mean, TensorTolerance);
            Assert.Equal(
                golden.GetProperty("std_per_channel_population")[channel].GetDouble(),
                Math.Sqrt(plane.Average(value => (value - mean) * (value - mean))),
                TensorTolerance);
            Assert.Equal(golden.GetProperty("min_per_channel")[channel].GetDouble(), plane.Min(), TensorTolerance);
            Assert.Equal(golden.GetProperty("max_per_channel")[channel].GetDouble(), plane.Max(), TensorTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(PictureProbes))]
    [Trait("Category", SharedData.Further)]
    public void The_straight_round_trip_gives_the_golden_picture_bit_for_bit(string probes)
    {
        JsonElement golden = Read(probes);
        StraightImage image = ReadPicture(golden);
        byte[] straight = new byte[image.Pixels.Length];
        FrameConversion.ToStraight(ImageConversion.ToNetwork(image, "golden").Values, image.Width, image.Height, straight);
        foreach (JsonElement probe in golden.GetProperty("probes").EnumerateArray())
        {
            Assert.Equal(Bytes(probe.GetProperty("roundtrip_straight_rgba8")), straight.AsSpan(4 * PixelOf(probe), 4).ToArray());
        }

        Assert.Equal(golden.GetProperty("roundtrip_straight_sha256_rgba8_hwc").GetString(), Sha256(straight));
        for (int p = 0; p < straight.Length; p += 4)
        {
            byte[] expected = image.Pixels[p + 3] == 0 ? new byte[4] : image.Pixels[p..(p + 4)];
            Assert.True(straight.AsSpan(p, 4).SequenceEqual(expected), $"pixel {p / 4}");
        }
    }

    [Theory]
    [MemberData(nameof(PictureProbes))]
    [Trait("Category", SharedData.Further)]
    public void The_display_round_trip_gives_the_golden_picture(string probes)
    {
        JsonElement golden = Read(probes);
        StraightImage image = ReadPicture(golden);
        byte[] display = new byte[image.Pixels.Length];
        FrameConversion.ToDisplay(ImageConversion.ToNetwork(image, "golden").Values, 4, image.Width, image.Height, display);
        foreach (JsonElement probe in golden.GetProperty("probes").EnumerateArray())
        {
            byte[] expected = Bytes(probe.GetProperty("roundtrip_display_rgba8"));
            for (int channel = 0; channel < 4; channel++)
            {
                Assert.InRange(display[(4 * PixelOf(probe)) + channel] - expected[channel], -1, 1);
            }
        }
    }

    [Fact]
    [Trait("Category", SharedData.Further)]
    public void The_puppeteers_backgrounds_give_the_golden_bytes()
    {
        foreach (string folder in Folders)
        {
            JsonElement[] probes = [.. ReadFile(Path.Combine(folder, "puppeteer_background_probes.json")).GetProperty("probes").EnumerateArray()];
            float[] planes = [.. Enumerable.Range(0, 4).SelectMany(channel => probes.Select(probe => probe.GetProperty("output0")[channel].GetSingle()))];
            foreach (PuppeteerBackground background in Enum.GetValues<PuppeteerBackground>())
            {
                byte[] picture = new byte[4 * probes.Length];
                PuppeteerCompatibility.ToPicture(planes, probes.Length, 1, background, picture);
                byte[] expected = [.. probes.SelectMany(probe => Bytes(probe.GetProperty(background.ToString().ToUpperInvariant())))];
                Assert.Equal(expected, picture);
            }
        }
    }

    [Fact]
    public void A_colour_that_is_clipped_at_1_stays_white_on_every_background()
    {
        foreach (PuppeteerBackground background in Enum.GetValues<PuppeteerBackground>())
        {
            byte[] picture = new byte[4];
            PuppeteerCompatibility.ToPicture([1.5f, 1f, 1f, 1f], 1, 1, background, picture);
            Assert.Equal([255, 255, 255, 255], picture);
        }
    }

    [Fact]
    public void The_hues_of_the_grid_change_picture_are_golden()
    {
        JsonElement golden = Read("hsv_table.json").GetProperty("rgb");
        Assert.Equal(GridChangePicture.TableSize, golden.GetArrayLength());
        for (int k = 0; k < GridChangePicture.TableSize; k++)
        {
            LinearColor color = GridChangePicture.Colors[k];
            Assert.Equal(golden[k][0].GetDouble(), color.Red, TensorTolerance);
            Assert.Equal(golden[k][1].GetDouble(), color.Green, TensorTolerance);
            Assert.Equal(golden[k][2].GetDouble(), color.Blue, TensorTolerance);
        }
    }

    [Fact]
    [Trait("Category", SharedData.Further)]
    public void The_shipped_face_masks_are_read_bit_for_bit()
    {
        JsonProperty[] masks = [.. Folders.SelectMany(folder => ReadFile(Path.Combine(folder, "face_masks.json")).EnumerateObject())];
        Assert.NotEmpty(masks);
        foreach (JsonProperty golden in masks)
        {
            float[] values = FaceMask.Read(TestData.FaceMask(golden.Name)).Values;
            byte[] bytes = [.. values.Select(value => (byte)value)];
            Assert.Equal(golden.Value.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()), values.Distinct().Order());
            Assert.Equal(golden.Value.GetProperty("sha256_of_crop_bytes_0_or_1_row_major").GetString(), Sha256(bytes));
            Assert.Equal(golden.Value.GetProperty("ones_in_crop").GetInt32(), bytes.Count(value => value == 1));
            Assert.Equal(
                golden.Value.GetProperty("ones_per_row").EnumerateArray().Select(count => count.GetInt32()),
                bytes.Chunk(FaceCrop.Student.Width).Select(row => row.Count(value => value == 1)));
        }
    }

    [Fact]
    public void A_small_picture_is_enlarged_bit_for_bit()
    {
        StraightImage input = PngFile.Read(Assert.Single(Directory.GetFiles(TestData.Path("golden", "images"), "resize_input_*.png")));
        StraightImage golden = PngFile.Read(TestData.Path("golden", "images", "resize_output_512.png"));
        Assert.Equal(golden.Pixels, LanczosResize.ToSquare(input, golden.Width).Pixels);
    }

    [Fact]
    [Trait("Category", SharedData.Further)]
    public void A_character_picture_is_reduced_bit_for_bit()
    {
        string[] outputs = [.. Folders.SelectMany(folder => Directory.GetFiles(folder, "resize_*_to_*.png"))];
        Assert.NotEmpty(outputs);
        foreach (string output in outputs)
        {
            string name = Path.GetFileName(output);
            string character = name["resize_".Length..name.LastIndexOf("_to_", StringComparison.Ordinal)];
            StraightImage input = PngFile.Read(Path.Combine(TestData.Character(character), "character.png"));
            StraightImage golden = PngFile.Read(output);
            Assert.Equal(golden.Pixels, LanczosResize.ToSquare(input, golden.Width).Pixels);
        }
    }

    [Fact]
    [Trait("Category", SharedData.Further)]
    public void Every_golden_output_that_is_stored_in_full_gives_both_of_its_golden_pictures()
    {
        string[] outputs = [.. TestData.Folders("golden", "student").SelectMany(folder => Directory.GetFiles(folder, "*_output0_blended.npy", SearchOption.AllDirectories))];
        Assert.NotEmpty(outputs);
        foreach (string output in outputs)
        {
            (int[] shape, float[] planes) = NpyReader.Read(output);
            (int height, int width) = (shape[1], shape[2]);
            string stem = output[..output.LastIndexOf("_output0_blended", StringComparison.Ordinal)];
            byte[] picture = new byte[4 * width * height];
            FrameConversion.ToDisplay(planes, 4, width, height, picture);
            AssertEqualButForTies(PngFile.Read(stem + ".png").Pixels, picture, smallestAlpha: 0);
            FrameConversion.ToStraight(planes, width, height, picture);
            AssertEqualButForTies(PngFile.Read(stem + "_straight.png").Pixels, picture, smallestAlpha: 1);
        }
    }

    /// <summary>Equal, or off by one in at most 0.1 % of the values, where alpha is large enough to compare.</summary>
    private static void AssertEqualButForTies(byte[] golden, byte[] actual, int smallestAlpha)
    {
        Assert.Equal(golden.Length, actual.Length);
        int different = 0;
        for (int i = 0; i < golden.Length; i++)
        {
            if (golden[i | 3] >= smallestAlpha && golden[i] != actual[i])
            {
                different++;
                Assert.InRange(actual[i], golden[i] - 1, golden[i] + 1);
            }
        }

        Assert.True(different <= golden.Length / 1000, $"{different} values differ");
    }

    private static JsonElement Read(string name) => ReadFile(Folders.Select(folder => Path.Combine(folder, name)).First(File.Exists));

    private static JsonElement ReadFile(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static StraightImage ReadPicture(JsonElement golden)
    {
        string path = TestData.Named(golden.GetProperty("file").GetString()!);
        Assert.Equal(golden.GetProperty("sha256_of_png_file").GetString(), Sha256(File.ReadAllBytes(path)));
        return PngFile.Read(path);
    }

    private static int PixelOf(JsonElement probe) => (probe.GetProperty("y").GetInt32() * CharacterPicture.Size) + probe.GetProperty("x").GetInt32();

    private static byte[] Bytes(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetByte())];

    private static string Sha256(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}
