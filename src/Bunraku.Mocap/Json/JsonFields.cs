using System.Text.Json;
using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Json;

/// <summary>Reads fields of a JSON file, and says which one does not fit.</summary>
internal static class JsonFields
{
    /// <summary>The longest time taken for a clock, in seconds: about 3,000 years.</summary>
    private const double LongestTime = 1e11;

    /// <summary>The text without the mark that some editors put before UTF-8.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    public static double Number(JsonElement element, string field, string source) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw new BadInputException($"{source}: {field} must be a finite number, but is {Describe(element)}.");

    public static TimeSpan Seconds(JsonElement element, string field, string source)
    {
        double seconds = Number(element, field, source);
        return Math.Abs(seconds) <= LongestTime
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : throw new BadInputException($"{source}: {field} must be a time in seconds, but is {Describe(element)}.");
    }

    public static JsonElement Object(JsonElement element, string field, string source) => Require(element, JsonValueKind.Object, "an object", field, source);

    public static JsonElement List(JsonElement element, string field, string source) => Require(element, JsonValueKind.Array, "a list", field, source);

    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ when element.GetRawText() is { Length: > 40 } text => text[..40] + "...",
        _ => element.GetRawText(),
    };

    private static JsonElement Require(JsonElement element, JsonValueKind kind, string expected, string field, string source) =>
        element.ValueKind == kind
            ? element
            : throw new BadInputException($"{source}: {field} must be {expected}, but is {Describe(element)}.");
}
