using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Training;

/// <summary>When a session of a run is to end by itself: after so many more examples, or after a time.</summary>
/// <param name="Examples">The number of examples; null for no limit.</param>
/// <param name="Time">The time; null for no limit.</param>
public sealed record StopAfter(long? Examples, TimeSpan? Time)
{
    /// <summary>Reads a number of examples, such as <c>20000</c>, or a time, such as <c>90s</c>, <c>45m</c> or <c>2h</c>.</summary>
    /// <exception cref="BadInputException">It is neither.</exception>
    public static StopAfter Parse(string text)
    {
        const string Expected = "must be a number of examples, such as 20000, or a time, such as 90s, 45m or 2h";
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit == 0)
        {
            return long.TryParse(text.Replace("_", string.Empty), NumberStyles.None, CultureInfo.InvariantCulture, out long examples) && examples > 0
                ? new StopAfter(examples, null)
                : throw new BadInputException($"--stop-after {Expected}, but is {ForeignText.Quote(text)}.");
        }

        return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count > 0 && count * unit < 1e8
            ? new StopAfter(null, TimeSpan.FromSeconds(count * unit))
            : throw new BadInputException($"--stop-after {Expected}, but is {ForeignText.Quote(text)}.");
    }
}
