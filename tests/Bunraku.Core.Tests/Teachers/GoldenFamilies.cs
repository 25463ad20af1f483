using System.Text.Json;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Teachers;

/// <summary>The golden tables of the families: THA4's in one folder, those of THA3's two variants together in another.</summary>
internal static class GoldenFamilies
{
    public static TheoryData<string> Names => [.. TeacherFamily.All.Select(family => family.Name)];

    /// <param name="family">Whose.</param>
    /// <param name="file">The table.</param>
    /// <param name="modules">Its entries by the networks' names.</param>
    /// <param name="place">The field that the entries are in, or null where they are the whole file.</param>
    public static JsonDocument Read(TeacherFamily family, string file, out JsonElement modules, string? place = null)
    {
        bool isTha3 = family.Publication == TeacherPublication.Tha3;
        var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", isTha3 ? "tha3" : "teacher", file)));
        string variant = family.Name[(family.Name.IndexOf('-', StringComparison.Ordinal) + 1)..];
        JsonElement root = document.RootElement;
        modules = (isTha3, place) switch
        {
            (false, null) => root,
            (false, _) => root.GetProperty(place),
            (true, null) => root.GetProperty(variant),
            (true, "modules") => root.GetProperty("variants").GetProperty(variant).GetProperty("modules"),
            (true, _) => root.GetProperty(place).GetProperty(variant),
        };
        return document;
    }
}
