using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests.Golden;

/// <summary>One golden case of the whole poser: a picture, a pose, and what the original made of them.</summary>
/// <param name="Name">The case's name.</param>
/// <param name="Picture">[4, 512, 512], straight.</param>
/// <param name="Pose">The pose.</param>
/// <param name="Outputs">The outputs that were kept.</param>
/// <param name="DoubleTolerance">How far a float64 run may be from the values.</param>
internal sealed record SeparableGolden(string Name, float[] Picture, Pose Pose, IReadOnlyList<GoldenValues> Outputs, double DoubleTolerance)
{
    private const string Variant = "separable";

    /// <summary>The cases of the clone, and those of the shared folder where it is there.</summary>
    public static IReadOnlyList<SeparableGolden> ReadAll() => [.. TestData.Folders("golden", "tha3").SelectMany(ReadAll)];

    /// <summary>A PNG picture by the rule of THA3: linear, straight alpha, from -1 to 1, and nothing where the picture is transparent.</summary>
    public static float[] Load(string path)
    {
        StraightImage image = PngFile.Read(path);
        int count = image.Width * image.Height;
        float[] values = new float[4 * count];
        for (int i = 0; i < 4 * count; i++)
        {
            (int channel, int pixel) = (i / count, i % count);
            ReadOnlySpan<byte> rgba = image.Pixels.AsSpan(4 * pixel, 4);
            double share = rgba[3] == 0 ? 0 : channel == 3 ? rgba[3] / 255.0 : SrgbTransfer.ToLinear(rgba[channel] / 255.0);
            values[i] = (float)((2 * share) - 1);
        }

        return values;
    }

    private static IEnumerable<SeparableGolden> ReadAll(string folder)
    {
        using JsonDocument poses = Parse(folder, "poses.json"), limits = Parse(folder, Variant, "tolerances.json");
        Dictionary<int, JsonElement> tolerances = limits.RootElement.GetProperty("outputs").EnumerateArray().ToDictionary(output => output.GetProperty("index").GetInt32());
        double doubleTolerance = limits.RootElement.GetProperty("tolerance_f64_max_abs").GetDouble();
        foreach (JsonElement entry in poses.RootElement.GetProperty("cases").EnumerateArray())
        {
            string name = entry.GetProperty("name").GetString()!;
            float[] picture = entry.GetProperty("input").GetString() is { } input
                ? NpyReader.Read(Path.Combine(folder, input)).Values
                : Load(TestData.Picture(entry.GetProperty("image").GetString()!));
            Pose pose = Pose.FromValues([.. entry.GetProperty("pose").EnumerateArray().Select(value => value.GetSingle())]);
            yield return new SeparableGolden(name, picture, pose, [.. ReadOutputs(folder, name, tolerances)], doubleTolerance);
        }
    }

    private static IEnumerable<GoldenValues> ReadOutputs(string folder, string name, Dictionary<int, JsonElement> tolerances)
    {
        using JsonDocument index = Parse(folder, Variant, "outputs", name, "index.json");
        foreach (string file in Directory.GetFiles(Path.Combine(folder, Variant, "outputs_f64", name), "*.npy").Order(StringComparer.Ordinal))
        {
            int number = int.Parse(Path.GetFileName(file).AsSpan(0, 2), CultureInfo.InvariantCulture);
            int step = index.RootElement.GetProperty(Path.GetFileName(file)).GetProperty("stride").GetInt32();
            (double maximum, double mean) = (tolerances[number].GetProperty("tolerance_max_abs").GetDouble(), tolerances[number].GetProperty("tolerance_mean_abs").GetDouble());
            yield return new GoldenValues(number, step, GoldenValues.Read(file), maximum, mean);
        }
    }

    private static JsonDocument Parse(params string[] parts) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(parts)));
}
