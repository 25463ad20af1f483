using System.Buffers;
using System.Globalization;

namespace Bunraku.Mocap.Sources.Decoding;

/// <summary>Reads numbers as trackers write them, the same in every language of the system.</summary>
internal static class NumberText
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<byte> Allowed = SearchValues.Create("+-.0123456789Ee"u8);

    /// <summary>
    /// Reads a finite number: a sign, digits with a point, an exponent. Separators, <c>nan</c>, <c>inf</c> and hexadecimal are refused,
    /// and so is a number too large for a double.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return !text.ContainsAnyExcept(Allowed)
            && double.TryParse(text, Style, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>The text without the blanks and line ends around it.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n\v\f"u8);
}
