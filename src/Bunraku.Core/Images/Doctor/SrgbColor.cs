using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Images.Doctor;

/// <summary>An opaque colour as three 8-bit sRGB code values.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct SrgbColor(byte Red, byte Green, byte Blue)
{
    /// <summary>Reads <c>#rrggbb</c>, with or without the hash.</summary>
    /// <exception cref="BadInputException">It is written otherwise.</exception>
    public static SrgbColor Parse(string text) =>
        text.TrimStart('#') is { Length: 6 } digits && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            ? new SrgbColor((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : throw new BadInputException($"{ForeignText.Quote(text)} is not a colour: write it as #rrggbb, for example #00b140.");

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}
