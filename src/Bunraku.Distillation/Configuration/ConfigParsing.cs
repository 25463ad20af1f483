using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Yaml;

namespace Bunraku.Distillation.Configuration;

/// <summary>Values of fields from YAML. What is wrong is said as a sentence about the field.</summary>
internal static class ConfigParsing
{
    private const string StudentTeacher = "student:";
    private static readonly string[] SparsityKeys = ["inside", "outside", "face_mask", "face_rest"];

    public static Int128 Whole(YamlValue value, Int128 minimum, Int128 maximum, bool orNull = false)
    {
        return YamlNumbers.TryWhole(value, out Int128 number) && number >= minimum && number <= maximum
            ? number
            : throw new YamlValueException(field => orNull ? Phrase.Of($"{field} must be a whole number from {minimum} to {maximum} or null, but is {value.Describe()}.")
                : maximum == int.MaxValue ? Phrase.Of($"{field} must be a whole number of at least {minimum}, but is {value.Describe()}.")
                : Phrase.Of($"{field} must be a whole number from {minimum} to {maximum}, but is {value.Describe()}."));
    }

    public static int? SampleInterval(YamlValue value, int?[] allowed)
    {
        if (value is YamlScalar { IsNull: true })
        {
            return null;
        }

        return YamlNumbers.TryWhole(value, out Int128 number) && allowed.Contains((int?)(number > int.MaxValue || number < 0 ? -1 : (int)number))
            ? (int)number
            : throw new YamlValueException(field => Phrase.Of(
                $"{field} must be {string.Join(", ", allowed.Where(n => n is not null).Select(n => n!.Value.ToString(CultureInfo.InvariantCulture)))} or null (no sample pictures), but is {value.Describe()}."));
    }

    public static string PathText(YamlValue value) =>
        value is YamlScalar { IsNull: false, Text: { Length: > 0 } text } && !text.Contains('\0')
            ? text
            : throw new YamlValueException(field => Phrase.Of($"{field} must be a path, but is {value.Describe()}."));

    public static string Choice(YamlValue value, string[] choices) =>
        value is YamlScalar { Text: var text } && choices.Contains(text)
            ? text
            : throw new YamlValueException(field => Phrase.Of($"{field} must be {string.Join(", ", choices[..^1])} or {choices[^1]}, but is {value.Describe()}."));

    public static string Teacher(YamlValue value) =>
        value is YamlScalar { Text: var text } && (text is "rig" || TeacherFamily.TryFind(text) is not null || (text.StartsWith(StudentTeacher, StringComparison.Ordinal) && text.Length > StudentTeacher.Length))
            ? text
            : throw new YamlValueException(field => Phrase.Of($"{field} must be {string.Join(", ", TeacherFamily.All.Select(family => family.Name))}, rig or {StudentTeacher} and the path of a character, but is {value.Describe()}."));

    public static TileProbabilities? Sparsity(YamlValue value)
    {
        if (value is YamlScalar { Text: "off" or "false" })
        {
            return null;
        }

        if (value is not YamlMapping { Entries: var entries } || !SparsityKeys[..2].All(entries.ContainsKey) || !entries.Keys.All(SparsityKeys.Contains))
        {
            throw new YamlValueException(field => Phrase.Of($"{field} must be off, or {{inside: ..., outside: ...}}, if wanted with face_mask and face_rest too, all of them probabilities above 0 and at most 1, but is {value.Describe()}."));
        }

        double Probability(string key) =>
            !entries.TryGetValue(key, out YamlValue? given) ? 1
            : YamlNumbers.TryReal(given, out double probability) && probability is > 0 and <= 1 ? probability
            : throw new YamlValueException(field => Phrase.Of($"{field} must be off, or {{inside: ..., outside: ...}}, if wanted with face_mask and face_rest too, all of them probabilities above 0 and at most 1, but {key} is {given.Describe()}."));

        return new TileProbabilities(Probability("inside"), Probability("outside"), Probability("face_mask"), Probability("face_rest"));
    }

    public static FrameLimits? Frames(YamlValue value)
    {
        if (value is YamlScalar { Text: "unlimited" })
        {
            return null;
        }

        if (value is not YamlMapping { Entries: { Count: 2 } entries } || !entries.ContainsKey("face") || !entries.ContainsKey("body"))
        {
            throw new YamlValueException(field => Phrase.Of($"{field} must be unlimited, or {{face: ..., body: ...}} with whole numbers from 1 to 1000000, but is {value.Describe()}."));
        }

        int Count(string key) =>
            YamlNumbers.TryWhole(entries[key], out Int128 count) && count >= 1 && count <= FrameLimits.Most
                ? (int)count
                : throw new YamlValueException(field => Phrase.Of($"{field} must be unlimited, or {{face: ..., body: ...}} with whole numbers from 1 to 1000000, but {key} is {entries[key].Describe()}."));

        return new FrameLimits(Count("face"), Count("body"));
    }

    public static string FormatFrames(FrameLimits? value) =>
        value is null ? "unlimited" : string.Create(CultureInfo.InvariantCulture, $"{{face: {value.Face}, body: {value.Body}}}");

    public static string FormatSparsity(TileProbabilities? value)
    {
        if (value is null)
        {
            return "off";
        }

        string face = value is { FaceMask: 1, FaceRest: 1 } ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", face_mask: {value.FaceMask:R}, face_rest: {value.FaceRest:R}");
        return string.Create(CultureInfo.InvariantCulture, $"{{inside: {value.Inside:R}, outside: {value.Outside:R}{face}}}");
    }
}
