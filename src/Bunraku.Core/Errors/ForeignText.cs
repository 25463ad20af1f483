using System.Globalization;
using System.Text;

namespace Bunraku.Core.Errors;

/// <summary>
/// Shows text that came from a file, a device or a user in a message. Such text must neither steer a terminal nor fill the
/// screen: control characters, line separators, bidirectional marks and lone surrogates are shown as <c>\n</c> or
/// <c>\u001b</c>, and long text is cut with an ellipsis.
/// </summary>
public static class ForeignText
{
    /// <summary>The most characters (UTF-16) that <see cref="Show"/> returns and that <see cref="Quote"/> puts between its marks.</summary>
    public const int LongestText = 120;

    /// <summary>The most characters (UTF-16) in one line of a message.</summary>
    public const int LongestLine = 500;

    private const string Ellipsis = "…";

    /// <summary>How much of a long line is kept at its end, where a message says what to do.</summary>
    private const int KeptEnd = 240;

    /// <summary>Returns the text between double quotation marks, escaped and cut.</summary>
    public static string Quote(string? text) => $"\"{Show(text)}\"";

    /// <summary>Returns the text without quotation marks, escaped and cut.</summary>
    public static string Show(string? text)
    {
        if (text is null)
        {
            return "";
        }

        // Whatever is behind the limit and one character more cannot change the result.
        string escaped = Escape(text.AsSpan(0, Math.Min(text.Length, LongestText + 2)), linesAsBlanks: false);
        return escaped.Length <= LongestText && text.Length <= LongestText ? escaped : Start(escaped, LongestText - 1) + Ellipsis;
    }

    /// <summary>
    /// Returns a whole message as one line of at most <see cref="LongestLine"/> characters. Line breaks and tabs become blanks;
    /// what is too long loses its middle, so that the file at its beginning and the advice at its end stay.
    /// </summary>
    public static string Line(string? message)
    {
        string line = Escape(message, linesAsBlanks: true);
        return line.Length <= LongestLine
            ? line
            : Start(line, LongestLine - KeptEnd - 1) + Ellipsis + End(line, KeptEnd);
    }

    private static string Escape(ReadOnlySpan<char> text, bool linesAsBlanks)
    {
        var shown = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            // A lone surrogate is not decoded; its code unit is then in text[0].
            bool isWhole = Rune.DecodeFromUtf16(text, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isWhole && !IsUnsafe(rune))
            {
                shown.Append(text[..length]);
            }
            else if (linesAsBlanks && text[0] is '\n' or '\r' or '\t' or '\u2028' or '\u2029' or '\u0085')
            {
                if (shown.Length > 0 && shown[^1] != ' ')
                {
                    shown.Append(' ');
                }
            }
            else
            {
                AppendEscaped(shown, text[..length]);
            }

            text = text[length..];
        }

        return shown.ToString();
    }

    private static void AppendEscaped(StringBuilder shown, ReadOnlySpan<char> text)
    {
        foreach (char unit in text)
        {
            shown.Append(unit switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
            });
        }
    }

    /// <summary>
    /// Control characters and separators of lines; marks that turn the direction of the text around them; the byte order mark,
    /// and the invisible tags of plane 14. Joiners stay, because names in many scripts need them.
    /// </summary>
    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F);

    /// <summary>The first characters, with no half of a surrogate pair and no half of an escape.</summary>
    private static string Start(string text, int count)
    {
        int end = char.IsHighSurrogate(text[count - 1]) ? count - 1 : count;
        int escape = text.LastIndexOf('\\', end - 1, Math.Min(end, 5));
        return text[..(escape >= 0 && escape + 6 > end && text.AsSpan(escape).StartsWith("\\u") ? escape : end)];
    }

    private static string End(string text, int count) =>
        char.IsLowSurrogate(text[^count]) ? text[^(count - 1)..] : text[^count..];
}
