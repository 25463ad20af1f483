using System.Globalization;

namespace Bunraku.Distillation.Yaml;

/// <summary>Numbers as YAML writes them; underscores between digits are allowed.</summary>
internal static class YamlNumbers
{
    /// <summary>A decimal whole number of any length up to 38 digits, so that one that is too large can be named as such.</summary>
    public static bool TryWhole(YamlValue value, out Int128 number)
    {
        number = 0;
        return Digits(value) is { Length: <= 39 } text && Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A finite real number.</summary>
    public static bool TryReal(YamlValue value, out double number)
    {
        number = 0;
        return Digits(value) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    private static string? Digits(YamlValue value) => value is YamlScalar { Text: var text } && text.Length > 0 && text[0] != '_' ? text.Replace("_", string.Empty) : null;
}
