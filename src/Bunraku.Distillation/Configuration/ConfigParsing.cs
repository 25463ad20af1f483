using System.Globalization;

namespace Bunraku.Distillation.Configuration;

/// <summary>Values of fields from YAML. What is wrong is said as the sentence that follows the name of the field.</summary>
internal static class ConfigParsing
{
    private const string StudentTeacher = "student:";

    public static Int128 Whole(YamlValue value, Int128 minimum, Int128 maximum, bool orNull = false)
    {
        string range = maximum == int.MaxValue ? $"of at least {minimum}" : $"from {minimum} to {maximum}";
        return YamlNumbers.TryWhole(value, out Int128 number) && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"must be a whole number {range}{(orNull ? " or null" : "")}, but is {value.Describe()}.");
    }

    public static int? SampleInterval(YamlValue value, int?[] allowed)
    {
        if (value is YamlScalar { IsNull: true })
        {
            return null;
        }

        return YamlNumbers.TryWhole(value, out Int128 number) && allowed.Contains((int?)(number > int.MaxValue || number < 0 ? -1 : (int)number))
            ? (int)number
            : throw new FormatException(
                $"must be {string.Join(", ", allowed.Where(n => n is not null).Select(n => n!.Value.ToString(CultureInfo.InvariantCulture)))} or null (no sample pictures), but is {value.Describe()}.");
    }

    public static string PathText(YamlValue value) =>
        value is YamlScalar { IsNull: false, Text: { Length: > 0 } text } && !text.Contains('\0')
            ? text
            : throw new FormatException($"must be a path, but is {value.Describe()}.");

    public static string Choice(YamlValue value, string[] choices) =>
        value is YamlScalar { Text: var text } && choices.Contains(text)
            ? text
            : throw new FormatException($"must be {string.Join(", ", choices[..^1])} or {choices[^1]}, but is {value.Describe()}.");

    public static string Teacher(YamlValue value) =>
        value is YamlScalar { Text: var text } && (text is "tha4" or "rig" || (text.StartsWith(StudentTeacher, StringComparison.Ordinal) && text.Length > StudentTeacher.Length))
            ? text
            : throw new FormatException($"must be tha4, rig or {StudentTeacher} and the path of a character, but is {value.Describe()}.");

    public static TileProbabilities? Sparsity(YamlValue value)
    {
        const string Expected = "must be off, or {inside: ..., outside: ...} with two probabilities above 0 and at most 1";
        if (value is YamlScalar { Text: "off" or "false" })
        {
            return null;
        }

        if (value is not YamlMapping { Entries: var entries } || !entries.Keys.Order(StringComparer.Ordinal).SequenceEqual(["inside", "outside"]))
        {
            throw new FormatException($"{Expected}, but is {value.Describe()}.");
        }

        double Probability(string key) =>
            YamlNumbers.TryReal(entries[key], out double probability) && probability is > 0 and <= 1
                ? probability
                : throw new FormatException($"{Expected}, but {key} is {entries[key].Describe()}.");

        return new TileProbabilities(Probability("inside"), Probability("outside"));
    }

    public static string FormatSparsity(TileProbabilities? value) =>
        value is null ? "off" : string.Create(CultureInfo.InvariantCulture, $"{{inside: {value.Inside:R}, outside: {value.Outside:R}}}");
}
