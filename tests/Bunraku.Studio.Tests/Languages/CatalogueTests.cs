using System.Text.Json;
using System.Text.RegularExpressions;
using Bunraku.Studio.Languages;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Languages;

/// <summary>Every text that the sources ask for is in the catalogue of every language, and nothing else is.</summary>
public sealed partial class CatalogueTests
{
    /// <summary>More values than any text has, each its own place.</summary>
    private static readonly object?[] Values = [.. Enumerable.Range(0, 20).Select(index => $"<{index}>")];

    public static TheoryData<string> Codes => [.. Language.All.Where(language => language != Language.English).Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_text_of_the_sources_is_in_every_catalogue(string code)
    {
        Dictionary<string, string> catalogue = Read(code);

        Assert.Empty(SourceTexts.All.Where(text => !catalogue.ContainsKey(text.Key)).Select(text => $"{text.Place}: {text.Key}"));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_catalogue_has_a_text_that_no_source_asks_for(string code) =>
        Assert.Empty(Read(code).Keys.Except(SourceTexts.All.Select(text => text.Key)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_translation_has_the_places_of_its_text(string code) =>
        Assert.Empty(Read(code).Where(text => !PlacesOf(text.Key).SequenceEqual(PlacesOf(text.Value))).Select(text => $"{text.Key} = {text.Value}"));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_translation_has_the_marks_of_its_text(string code) =>
        Assert.Empty(Read(code).Where(text => !MarksOf(text.Key).SequenceEqual(MarksOf(text.Value))).Select(text => $"{text.Key} = {text.Value}"));

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_translation_is_empty(string code) => Assert.Empty(Read(code).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key));

    [Fact]
    public void No_text_loses_its_places_before_a_catalogue_is_asked() =>
        Assert.Empty(SourceTexts.All.Where(text => text.IsLost).Select(text => $"{text.Place}: {text.Key}: put Phrase.Of(...) around each interpolated string"));

    [Fact]
    public void Studio_has_a_catalogue_for_each_language_and_no_other() =>
        Assert.Equal(
            Language.All.Where(language => language != Language.English).Select(language => $"{language.Code}.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    private static string Folder { get; } = Path.Combine(SharedData.Repository, "src", "Bunraku.Studio", "wwwroot", "texts");

    private static Dictionary<string, string> Read(string code) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(Folder, $"{code}.json")))!;

    private static IEnumerable<string> PlacesOf(string text) =>
        Place().Matches(text.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal)).Select(place => place.Value).Order(StringComparer.Ordinal);

    /// <summary>The marks of a text with what must stay in them: code and addresses.</summary>
    private static IEnumerable<string> MarksOf(string text) => new MarkedText(text, Values).Parts().Where(part => part.Kind != MarkedText.Kind.Plain)
        .Select(part => part.Kind switch
        {
            MarkedText.Kind.Code => $"code {part.Text}",
            MarkedText.Kind.Link => $"link {part.Address}",
            _ => part.Kind.ToString(),
        })
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+[^{}]*\}")]
    private static partial Regex Place();
}
