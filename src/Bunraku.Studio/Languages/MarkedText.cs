using System.Globalization;
using System.Text.RegularExpressions;

namespace Bunraku.Studio.Languages;

/// <summary>A text with marks as in Markdown: `code`, **strong**, [link](address), and [[key]] for a key of the keyboard. Values never bring marks.</summary>
/// <param name="Format">The text with places for values.</param>
/// <param name="Values">The values.</param>
public sealed partial record MarkedText(string Format, IReadOnlyList<object?> Values)
{
    /// <summary>How a part looks.</summary>
    public enum Kind
    {
        Plain,
        Code,
        Strong,
        Key,
        Link,
    }

    /// <summary>The parts in their order, with their values.</summary>
    public IEnumerable<(Kind Kind, string Text, string Address)> Parts()
    {
        int from = 0;
        foreach (Match mark in Marks().Matches(Format))
        {
            if (mark.Index > from)
            {
                yield return (Kind.Plain, Filled(Format[from..mark.Index]), "");
            }

            Kind kind = mark.Groups["code"].Success ? Kind.Code : mark.Groups["strong"].Success ? Kind.Strong : mark.Groups["key"].Success ? Kind.Key : Kind.Link;
            string text = mark.Groups[kind.ToString().ToLowerInvariant()].Value;
            yield return (kind, Filled(text), Filled(mark.Groups["address"].Value));
            from = mark.Index + mark.Length;
        }

        if (from < Format.Length)
        {
            yield return (Kind.Plain, Filled(Format[from..]), "");
        }
    }

    private string Filled(string format) => string.Format(CultureInfo.InvariantCulture, format, [.. Values]);

    [GeneratedRegex(@"`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|\[\[(?<key>[^\]]+)\]\]|\[(?<link>[^\]]+)\]\((?<address>[^)]+)\)")]
    private static partial Regex Marks();
}
