using System.Collections.Concurrent;
using System.Text.Json;
using Bunraku.Core.Json;

namespace Bunraku.Studio.Languages;

/// <summary>The texts of a language: a file of JSON, English texts with the places of their values as keys. Pages' scripts read the same file.</summary>
internal sealed class Catalogue
{
    private static readonly ConcurrentDictionary<string, Catalogue> Read = [];
    private readonly Dictionary<string, string> _texts;

    private Catalogue(Dictionary<string, string> texts) => _texts = texts;

    /// <summary>The folder of the catalogues, one file for each language but English.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot", "texts");

    public static Catalogue Of(Language language) => Read.GetOrAdd(language.Code, code =>
        new Catalogue(code == Language.English.Code ? [] : ReadFile(Path.Combine(Folder, $"{code}.json"))));

    /// <summary>What stands for an English text; the text itself where the catalogue does not have it.</summary>
    public string Find(string english) => _texts.GetValueOrDefault(english, english);

    private static Dictionary<string, string> ReadFile(string path) =>
        JsonInput.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path), path, JsonSerializerOptions.Default);
}
