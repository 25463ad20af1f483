using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bunraku.EndToEnd;

/// <summary>The words of the pages in a language.</summary>
internal sealed class PageWords
{
    private readonly Dictionary<string, string> _texts;

    private PageWords(string language, Dictionary<string, string> texts) => (Language, _texts) = (language, texts);

    /// <summary>The language's code.</summary>
    public string Language { get; }

    /// <summary>A language that a browser may ask for, and that is shown as this one.</summary>
    public string Browser => Language switch
    {
        "zh-Hans" => "zh-CN",
        "zh-Hant" => "zh-TW",
        _ => Language,
    };

    public bool IsEnglish => Language == "en";

    public static PageWords In(string language) => new(language, language == "en"
        ? []
        : JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(StudioProcess.ProgramFolder, "wwwroot", "texts", language + ".json")))!);

    /// <summary>What stands for an English text. It must have a translation.</summary>
    public string Say(string english) => IsEnglish ? english : _texts[english];

    /// <summary>A pattern of all texts whose English matches a pattern: that pattern itself, and every translation from its beginning to its end.</summary>
    public string Pattern(string english)
    {
        var pattern = new Regex(english, RegexOptions.IgnoreCase);
        IEnumerable<string> found = _texts.Where(text => pattern.IsMatch(text.Key)).Select(text => "^" + Regex.Escape(text.Value).Replace("-", "\\-", StringComparison.Ordinal) + "$");
        return string.Join('|', [english, .. found]);
    }
}
