using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>One golden case of the teacher: a picture, a pose, and what the original made of them with weights by recipe H.</summary>
/// <param name="Folder">The golden folder that lists the case.</param>
/// <param name="Name">The case's name, which is that of its folders.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Pose">The pose.</param>
internal sealed record TeacherGolden(string Folder, string Name, CharacterPicture Picture, Pose Pose)
{
    /// <summary>The folder of the repository, and the shared one where it is there.</summary>
    public static IReadOnlyList<string> Folders { get; } = TestData.Folders("golden", "teacher");

    /// <summary>All cases that a golden folder lists. The inner tensors are those of the first.</summary>
    public static IReadOnlyList<TeacherGolden> ReadAll(string folder)
    {
        using JsonDocument document = Parse(folder, "poses.json");
        TeacherGolden[] all = [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(entry => Read(folder, entry))];
        Assert.NotEmpty(all);
        return all;
    }

    public static JsonDocument Parse(params string[] parts) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(parts)));

    /// <summary>The outputs that were kept of the case, each with its values in float64 and the step of its rows and columns.</summary>
    public IEnumerable<(TeacherOutput Output, GoldenArray Values, int Step)> Outputs()
    {
        using JsonDocument index = Parse(Folder, "outputs", Name, "index.json");
        foreach (string file in Directory.GetFiles(Path.Combine(Folder, "outputs_f64", Name), "*.npy").Order(StringComparer.Ordinal))
        {
            int number = int.Parse(Path.GetFileName(file).AsSpan(0, 2), CultureInfo.InvariantCulture);
            int step = index.RootElement.TryGetProperty(Path.GetFileName(file), out JsonElement entry)
                ? entry.GetProperty("stride").GetInt32()
                : throw new InvalidDataException($"{file} is not in the index.");
            yield return (TeacherOutputs.All[number], GoldenArray.Read(file), step);
        }
    }

    private static TeacherGolden Read(string folder, JsonElement entry) => new(
        folder,
        entry.GetProperty("name").GetString()!,
        new CharacterPicture(entry.GetProperty("input").GetString() is { } input
            ? NpyReader.Read(Path.Combine(folder, input)).Values
            : ImageConversion.ToNetwork(PngFile.Read(TestData.Named("character_models/" + entry.GetProperty("image").GetString())), "golden picture").Values),
        Pose.FromValues([.. entry.GetProperty("pose").EnumerateArray().Select(value => value.GetSingle())]));
}
