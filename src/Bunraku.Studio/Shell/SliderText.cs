using System.Globalization;

namespace Bunraku.Studio.Shell;

/// <summary>What the HTML of a slider needs.</summary>
internal static class SliderText
{
    /// <summary>The style that fills its track between rest and a value.</summary>
    public static string Fill(double minimum, double maximum, double value)
    {
        double Share(double part) => 100 * (Math.Clamp(part, minimum, maximum) - minimum) / (maximum - minimum);
        (double rest, double share) = (Share(0), Share(value));
        return $"--from:{Number(Math.Min(rest, share))}%;--to:{Number(Math.Max(rest, share))}%";
    }

    /// <summary>A number as HTML wants it.</summary>
    public static string Number(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
