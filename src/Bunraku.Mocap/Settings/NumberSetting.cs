using System.Globalization;
using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Mocap.Settings;

/// <summary>A setting that is a number.</summary>
/// <param name="Path">Its place in a settings file.</param>
/// <param name="Label">A short name for people.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="Minimum">The least value a user can set.</param>
/// <param name="Maximum">The greatest value a user can set.</param>
/// <param name="Step">The step of a control.</param>
/// <param name="Unit">The unit, or an empty text.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Makes settings with another value; the range is the caller's to keep.</param>
public sealed record NumberSetting(
    string Path,
    Phrase Label,
    Phrase Explanation,
    double Minimum,
    double Maximum,
    double Step,
    string Unit,
    Func<PuppetSettings, double> Get,
    Func<PuppetSettings, double, PuppetSettings> Set) : Setting(Path, Label, Explanation)
{
    internal override string Expected => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}");

    /// <inheritdoc/>
    public override PuppetSettings Copy(PuppetSettings source, PuppetSettings target) => Set(target, Get(source));

    /// <inheritdoc/>
    public override bool IsSame(PuppetSettings first, PuppetSettings second) => Get(first).Equals(Get(second));

    internal override JsonNode ToJson(PuppetSettings settings) => JsonValue.Create(Get(settings));

    internal override PuppetSettings? TrySet(PuppetSettings settings, JsonField value) =>
        value.NumberOrNull is { } number && number >= Minimum && number <= Maximum
            ? Set(settings, number)
            : null;
}
