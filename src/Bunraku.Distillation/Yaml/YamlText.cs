using System.Globalization;

namespace Bunraku.Distillation.Yaml;

/// <summary>Text as a YAML value.</summary>
internal static class YamlText
{
    /// <summary>The text, in double quotes where a reader would otherwise take it for something else.</summary>
    public static string Quote(string text)
    {
        bool isPlain = text.Length > 0
            && text.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ' ' or '(' or ')' or '+' or '=')
            && (char.IsLetter(text[0]) || text[0] is '/' or '.' or '_')
            && text[^1] != ' '
            && text.ToUpperInvariant() is not ("NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N")
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        return isPlain ? text : $"\"{string.Concat(text.Select(Escape))}\"";
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
        _ => c.ToString(),
    };
}
