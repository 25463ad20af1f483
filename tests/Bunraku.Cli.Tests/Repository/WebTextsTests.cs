using System.Text.Json;
using System.Text.RegularExpressions;
using Bunraku.Core.Poses;
using Bunraku.Studio.Languages;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>The exported page has a small catalogue for each language: for its markup, its scripts, the scripts of Studio in it, and the pose values.</summary>
public sealed partial class WebTextsTests
{
    private static readonly string Studio = Path.Combine(SharedData.Repository, "src", "Bunraku.Studio", "wwwroot", "js");
    private static readonly string Page = Path.Combine(SharedData.Repository, "src", "Bunraku.Web", "wwwroot");

    public static TheoryData<string> Codes => [.. Language.All.Where(language => language != Language.English).Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Exported_page_has_every_text_in_every_language_and_no_other(string code)
    {
        Dictionary<string, string> catalogue = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(Page, "page", "texts", $"{code}.json")))!;
        string[] keys = [.. KeysOfMarkup().Concat(KeysOfScripts()).Concat(PoseParameters.All.Select(parameter => parameter.Name)).Distinct()];

        Assert.Empty(keys.Except(catalogue.Keys).Select(key => $"missing: {key}"));
        Assert.Empty(catalogue.Keys.Except(keys).Select(key => $"not used: {key}"));
        Assert.All(catalogue, text => Assert.Equal(PlacesOf(text.Key), PlacesOf(text.Value)));
    }

    [Fact]
    public void Exported_page_offers_every_language()
    {
        string script = File.ReadAllText(Path.Combine(Page, "page", "texts.js"));

        Assert.All(Language.All, language => Assert.Contains($"'{language.Name}'", script, StringComparison.Ordinal));
    }

    private static IEnumerable<string> KeysOfMarkup()
    {
        foreach (string file in (string[])["index.html", "bench.html"])
        {
            string markup = File.ReadAllText(Path.Combine(Page, file)).ReplaceLineEndings("\n");
            string body = Untranslated().Replace(markup[markup.IndexOf("<body>", StringComparison.Ordinal)..], "");
            foreach (string text in Spoken().Matches(body).Select(match => match.Groups[1].Value).Concat(Tag().Split(body).Select(part => part.Trim())).Where(part => part.Any(char.IsLetter)))
            {
                yield return text;
            }
        }
    }

    private static IEnumerable<string> KeysOfScripts()
    {
        string[] folders = [Path.Combine(Page, "page"), Path.Combine(Studio, "voice"), Path.Combine(Studio, "webcam")];
        return folders.SelectMany(folder => Directory.GetFiles(folder, "*.js")).Append(Path.Combine(Studio, "bench.js")).Select(File.ReadAllText)
            .SelectMany(script => Said().Matches(script))
            .Concat(Listed().Matches(File.ReadAllText(Path.Combine(Page, "page", "reasons.js")).ReplaceLineEndings("\n")))
            .Select(match => match.Groups[1].Value.Replace("\\'", "'", StringComparison.Ordinal));
    }

    private static IEnumerable<string> PlacesOf(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("""<(\w+)[^>]*\btranslate="no"[^>]*>.*?</\1>""", RegexOptions.Singleline)]
    private static partial Regex Untranslated();

    [GeneratedRegex("""\b(?:aria-label|title)="([^"]*)"\W""")]
    private static partial Regex Spoken();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<![\w.])say\('((?:[^'\\]|\\.)*)'""")]
    private static partial Regex Said();

    /// <summary>A line of a list of texts.</summary>
    [GeneratedRegex("""^  '(.*)',$""", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
