using System.Text.RegularExpressions;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>Finds sentences that a reader has to read twice: long ones, and ones with words that no other program uses.</summary>
internal static partial class PlainEnglish
{
    private const int MostWords = 35;

    /// <summary>The problems of a Markdown document, each with its sentence. Code, links and headings' marks do not count.</summary>
    public static IEnumerable<string> ProblemsOfDocument(string markdown)
    {
        string text = CodeBlock().Replace(markdown.ReplaceLineEndings("\n"), "\n\n");
        text = ListItem().Replace(Heading().Replace(text, "$0\n"), "\n\n$1");
        text = LinkTarget().Replace(Code().Replace(text, "X"), "]");
        return ParagraphEnd().Split(text).SelectMany(ProblemsOfText);
    }

    /// <summary>The problems of the texts of a C# or Razor file: literals, and what is between the tags of markup. A text has three words or more.</summary>
    public static IEnumerable<string> ProblemsOfSource(string source, bool isRazor)
    {
        string withoutComments = Comment().Replace(source, "");
        IEnumerable<string> texts = Literal().Matches(withoutComments).Select(literal => literal.Groups[1].Value);
        if (isRazor)
        {
            texts = texts.Concat(Tag().Split(CodeOfRazor().Split(withoutComments)[0]).SelectMany(text => text.Split('\n')));
        }

        return texts.Where(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 3).SelectMany(ProblemsOfText);
    }

    /// <summary>The problems of the doc comments of a C# or Razor file. Code and names of members count as one word, and layouts in code elements do not count.</summary>
    public static IEnumerable<string> ProblemsOfDocComments(string source) => DocComment().Matches(source.ReplaceLineEndings("\n"))
        .Select(comment => InlineTag().Replace(CodeElement().Replace(DocMark().Replace(comment.Value, " "), " "), "X"))
        .SelectMany(text => Tag().Split(text))
        .SelectMany(ProblemsOfText);

    /// <summary>The problems of a paragraph of plain text.</summary>
    public static IEnumerable<string> ProblemsOfText(string paragraph)
    {
        foreach (string sentence in SentenceEnd().Split(Blank().Replace(paragraph, " ").Trim()))
        {
            int words = sentence.Split(' ').Count(word => word.Any(char.IsLetterOrDigit));
            if (words > MostWords)
            {
                yield return $"{words} words: {sentence}";
            }

            if (OddPhrase().Match(sentence) is { Success: true } odd)
            {
                yield return $"\"{odd.Value}\": {sentence}";
            }
        }
    }

    [GeneratedRegex(@"^\s*//[^\n]*$|@\*.*?\*@", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:^[ \t]*///.*\n?)+", RegexOptions.Multiline)]
    private static partial Regex DocComment();

    [GeneratedRegex(@"^[ \t]*///", RegexOptions.Multiline)]
    private static partial Regex DocMark();

    [GeneratedRegex("<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex CodeElement();

    [GeneratedRegex(@"<(?:see|paramref|typeparamref)\b[^>]*/>|<(c|see)\b[^>]*>.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex InlineTag();

    [GeneratedRegex(@"""((?:[^""\\\n]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^@code", RegexOptions.Multiline)]
    private static partial Regex CodeOfRazor();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^#+ .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\s*)([-*]|\d+\.) ", RegexOptions.Multiline)]
    private static partial Regex ListItem();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"\n\s*\n|\|")]
    private static partial Regex ParagraphEnd();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b(anew|begun|aside|beside|whoever|mend(s|ed|ing)?|go(es)? on|going on|went on|to be had|by chance|of (its|their|our|his|her) own|in the making|shall|upon|(complete|full) system)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OddPhrase();
}
