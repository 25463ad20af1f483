using System.Collections.Immutable;
using Microsoft.Net.Http.Headers;

namespace Bunraku.Studio.Languages;

/// <summary>A language of the pages.</summary>
/// <param name="Code">Its name in <c>lang</c> attributes and of its catalogue.</param>
/// <param name="Name">What its readers call it.</param>
public sealed record Language(string Code, string Name)
{
    public static readonly Language English = new("en", "English");
    public static readonly Language SimplifiedChinese = new("zh-Hans", "简体中文");
    public static readonly Language TraditionalChinese = new("zh-Hant", "繁體中文");

    /// <summary>All, in the order of the list in the settings.</summary>
    public static ImmutableArray<Language> All { get; } =
        [English, new("ja", "日本語"), SimplifiedChinese, TraditionalChinese, new("ko", "한국어")];

    /// <summary>The language with this code, or null.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>The first language of ours among those that a browser asks for; English where there is none.</summary>
    /// <param name="header">The request's <c>Accept-Language</c>, whatever it may be.</param>
    public static Language Best(string? header) =>
        StringWithQualityHeaderValue.TryParseList([header ?? ""], out IList<StringWithQualityHeaderValue>? wanted)
            ? wanted.OrderByDescending(value => value.Quality ?? 1).Select(value => Of(value.Value.Value ?? "")).FirstOrDefault(language => language is not null) ?? English
            : English;

    /// <summary>The language of a tag such as <c>ja-JP</c>. Chinese is told apart by its script, or by where it is read.</summary>
    private static Language? Of(string tag)
    {
        string[] parts = tag.ToLowerInvariant().Split('-', '_');
        return parts[0] == "zh"
            ? parts.Any(part => part is "hant" or "tw" or "hk" or "mo") && !parts.Contains("hans") ? TraditionalChinese : SimplifiedChinese
            : Find(parts[0]);
    }
}
