using System.Globalization;
using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Studio.Features.Stages;

/// <summary>What lies behind the character: nothing, or one colour.</summary>
/// <param name="Color">The colour as <c>#rrggbb</c>, or null for nothing.</param>
internal sealed record BackgroundChoice(string? Color)
{
    public static BackgroundChoice Transparent { get; } = new((string?)null);

    /// <summary>The colours of the published programs, with their names.</summary>
    [JsonIgnore]
    public static IReadOnlyList<(Phrase Name, BackgroundChoice Choice)> Named { get; } =
    [
        (Phrase.Of("Transparent"), Transparent),
        (Phrase.Of("Green"), new("#00ff00")),
        (Phrase.Of("Blue"), new("#0000ff")),
        (Phrase.Of("Black"), new("#000000")),
        (Phrase.Of("White"), new("#ffffff")),
    ];

    /// <summary>Reads <c>#rrggbb</c>; anything else is not a colour.</summary>
    public static bool TryParse(string? text, out LinearColor color)
    {
        color = default;
        if (text is not ['#', .. { Length: 6 } digits] || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
        {
            return false;
        }

        color = LinearColor.FromSrgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }
}
