using System.Globalization;
using System.Text;

namespace Bunraku.Studio.Tests.Languages;

/// <summary>A string literal of C# or JavaScript, as a catalogue has it.</summary>
/// <param name="Key">The text with places for its values, as <see cref="Core.Errors.Phrase.English"/> has them: <c>{0} of {1:0.0}</c>.</param>
/// <param name="Values">How many values it has.</param>
/// <param name="End">Where the source continues behind it.</param>
internal readonly record struct SourceLiteral(string Key, int Values, int End)
{
    /// <summary>The literal of C# that begins at a place, or null: plain, verbatim, raw or interpolated.</summary>
    public static SourceLiteral? OfCode(string source, int start)
    {
        int quote = start;
        while (quote < source.Length && source[quote] is '$' or '@')
        {
            quote++;
        }

        int quotes = Repeats(source, quote, '"');
        if (quotes == 0)
        {
            return null;
        }

        ReadOnlySpan<char> marks = source.AsSpan(start, quote - start);
        return quotes >= 3 && !marks.Contains('@')
            ? Raw(source, quote + quotes, quotes, marks.Length)
            : Plain(source, quote + 1, isVerbatim: marks.Contains('@'), isInterpolated: marks.Contains('$'));
    }

    /// <summary>The literal of JavaScript that begins at a place, or null. The script writes its places itself.</summary>
    public static SourceLiteral? OfScript(string source, int start)
    {
        char mark = source[start];
        if (mark is not ('\'' or '"' or '`'))
        {
            return null;
        }

        var key = new StringBuilder();
        int at = start + 1;
        int values = 0;
        while (source[at] != mark)
        {
            values += mark == '`' && source.AsSpan(at).StartsWith("${") ? 1 : 0;
            key.Append(source[at] == '\\' ? Escaped(source, ref at) : source[at++]);
        }

        return new SourceLiteral(key.ToString(), values, at + 1);
    }

    /// <summary>This literal and one that is added to it.</summary>
    public SourceLiteral Plus(SourceLiteral next)
    {
        var moved = new StringBuilder();
        for (int i = 0; i < next.Key.Length; i++)
        {
            if (next.Key[i] == '{' && next.Key[i + 1] == '{')
            {
                moved.Append("{{");
                i++;
                continue;
            }

            moved.Append(next.Key[i]);
            if (next.Key[i] == '{')
            {
                int digits = next.Key.AsSpan(i + 1).IndexOfAnyExceptInRange('0', '9');
                moved.Append(CultureInfo.InvariantCulture, $"{Values + int.Parse(next.Key.AsSpan(i + 1, digits), CultureInfo.InvariantCulture)}");
                i += digits;
            }
        }

        return new SourceLiteral(Key + moved, Values + next.Values, next.End);
    }

    /// <summary>Where a character literal ends that begins at a place.</summary>
    public static int EndOfCharacter(string source, int start)
    {
        int at = source[start + 1] == '\\' ? start + 3 : start + 2;
        while (source[at] != '\'')
        {
            at++;
        }

        return at + 1;
    }

    private static SourceLiteral Plain(string source, int at, bool isVerbatim, bool isInterpolated)
    {
        var key = new StringBuilder();
        int values = 0;
        while (true)
        {
            char c = source[at];
            bool isTwice = at + 1 < source.Length && source[at + 1] == c;
            if (c == '"' && isVerbatim && isTwice)
            {
                key.Append('"');
                at += 2;
            }
            else if (c == '"')
            {
                return new SourceLiteral(key.ToString(), values, at + 1);
            }
            else if (isInterpolated && isTwice && c is '{' or '}')
            {
                Append(key, c);
                at += 2;
            }
            else if (isInterpolated && c == '{')
            {
                (string format, int close) = Place(source, at + 1);
                key.Append(CultureInfo.InvariantCulture, $"{{{values++}{format}}}");
                at = close + 1;
            }
            else if (c == '\\' && !isVerbatim)
            {
                Append(key, Escaped(source, ref at));
            }
            else
            {
                Append(key, c);
                at++;
            }
        }
    }

    private static SourceLiteral Raw(string source, int at, int quotes, int marks)
    {
        var key = new StringBuilder();
        int values = 0;
        while (Repeats(source, at, '"') < quotes)
        {
            int braces = Repeats(source, at, '{');
            if (marks > 0 && braces >= marks)
            {
                key.Append('{', 2 * (braces - marks));
                (string format, int close) = Place(source, at + braces);
                key.Append(CultureInfo.InvariantCulture, $"{{{values++}{format}}}");
                at = close + marks;
            }
            else
            {
                Append(key, source[at++]);
            }
        }

        return new SourceLiteral(Unindented(key.ToString()), values, at + quotes);
    }

    /// <summary>The alignment and format of a value whose expression begins at a place, and where it ends.</summary>
    private static (string Format, int Close) Place(string source, int at)
    {
        int depth = 0;
        while (true)
        {
            if (OfCode(source, at) is { } inner)
            {
                at = inner.End;
                continue;
            }

            switch (source[at])
            {
                case '\'':
                    at = EndOfCharacter(source, at);
                    continue;
                case '}' when depth == 0:
                    return ("", at);
                case ',' or ':' when depth == 0:
                    int close = source.IndexOf('}', at);
                    return (source[at..close], close);
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
            }

            at++;
        }
    }

    /// <summary>What an escape stands for; goes behind it.</summary>
    private static char Escaped(string source, ref int at)
    {
        char name = source[at + 1];
        if (name is 'u' or 'x')
        {
            at += 6;
            return (char)int.Parse(source.AsSpan(at - 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        at += 2;
        return name switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            _ => name,
        };
    }

    /// <summary>The lines of a raw literal that begins with a line break, without the blanks that the last one has.</summary>
    private static string Unindented(string text)
    {
        if (!text.StartsWith('\n'))
        {
            return text;
        }

        string[] lines = text[1..].Split('\n');
        return string.Join('\n', lines[..^1].Select(line => line.StartsWith(lines[^1], StringComparison.Ordinal) ? line[lines[^1].Length..] : line));
    }

    private static void Append(StringBuilder key, char c) => key.Append(c, c is '{' or '}' ? 2 : 1);

    private static int Repeats(string source, int at, char c)
    {
        int count = 0;
        while (at + count < source.Length && source[at + count] == c)
        {
            count++;
        }

        return count;
    }
}
