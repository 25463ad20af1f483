using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Cli.Commands;

/// <summary>What is behind the character in a picture: nothing, or one opaque colour.</summary>
/// <param name="Color">The colour; null for none.</param>
internal readonly record struct Background(LinearColor? Color)
{
    public const string TransparentName = "transparent";

    public bool IsOpaque => Color is not null;

    /// <summary>Reads <c>transparent</c>, the name of a colour, or <c>#rrggbb</c>.</summary>
    /// <exception cref="BadInputException">It is none of these.</exception>
    public static Background Parse(string text) => text.ToLowerInvariant() switch
    {
        TransparentName => default,
        "white" => Of(0xFFFFFF),
        "black" => Of(0x000000),
        "green" => Of(0x00FF00),
        "blue" => Of(0x0000FF),
        ['#', .. { Length: 6 } digits] when int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb) => Of(rgb),
        _ => throw new BadInputException($"{ForeignText.Quote(text)} is not a background. Use transparent, white, black, green, blue, or a colour such as #00b140."),
    };

    private static Background Of(int rgb) => new(LinearColor.FromSrgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb));
}
