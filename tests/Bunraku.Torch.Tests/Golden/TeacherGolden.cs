using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>One golden case of the teacher: a picture, a pose, and what the original made of them with weights by recipe H.</summary>
/// <param name="Family">The family.</param>
/// <param name="Folder">The golden folder of the family's outputs.</param>
/// <param name="Name">The case's name, which is that of its folders.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Pose">The pose.</param>
internal sealed record TeacherGolden(TeacherFamily Family, string Folder, string Name, CharacterPicture Picture, Pose Pose)
{
    /// <summary>The name of a variant of THA3 in the golden folders: standard or separable.</summary>
    public static string VariantOf(TeacherFamily family) => family.Name[(family.Name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>The golden folders of a family: in the repository, and in the shared folder where it is there.</summary>
    public static IReadOnlyList<string> FoldersOf(TeacherFamily family) => family.Publication == TeacherPublication.Tha4
        ? TestData.Folders("golden", "teacher")
        : [.. TestData.Folders("golden", "tha3").Select(folder => Path.Combine(folder, VariantOf(family)))];

    /// <summary>All cases that a golden folder lists. The inner tensors are those of the first.</summary>
    public static IReadOnlyList<TeacherGolden> ReadAll(TeacherFamily family, string folder)
    {
        // The poses of THA3 are listed once for both variants.
        string listing = family.Publication == TeacherPublication.Tha4 ? folder : Path.GetDirectoryName(folder)!;
        using JsonDocument document = Parse(listing, "poses.json");
        TeacherGolden[] all = [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(entry => Read(family, folder, listing, entry))];
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
            yield return (Family.Outputs[number], GoldenArray.Read(file), step);
        }
    }

    private static TeacherGolden Read(TeacherFamily family, string folder, string listing, JsonElement entry) => new(
        family,
        folder,
        entry.GetProperty("name").GetString()!,
        !family.HasStraightAlpha && entry.GetProperty("input").GetString() is { } input
            ? new CharacterPicture(NpyReader.Read(Path.Combine(listing, input)).Values)
            : ImageConversion.ToNetwork(PngFile.Read(TestData.Picture(entry.GetProperty("image").GetString()!)), "golden picture"),
        Pose.FromValues([.. entry.GetProperty("pose").EnumerateArray().Select(value => value.GetSingle())]));
}
