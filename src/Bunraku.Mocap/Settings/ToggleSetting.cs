using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Mocap.Settings;

/// <summary>A setting that is on or off.</summary>
/// <param name="Path">Its place in a settings file.</param>
/// <param name="Label">A short name for people.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Makes settings with another value.</param>
public sealed record ToggleSetting(
    string Path,
    Phrase Label,
    Phrase Explanation,
    Func<PuppetSettings, bool> Get,
    Func<PuppetSettings, bool, PuppetSettings> Set) : Setting(Path, Label, Explanation)
{
    internal override string Expected => "true or false";

    /// <inheritdoc/>
    public override PuppetSettings Copy(PuppetSettings source, PuppetSettings target) => Set(target, Get(source));

    /// <inheritdoc/>
    public override bool IsSame(PuppetSettings first, PuppetSettings second) => Get(first) == Get(second);

    internal override JsonNode ToJson(PuppetSettings settings) => JsonValue.Create(Get(settings));

    internal override PuppetSettings? TrySet(PuppetSettings settings, JsonField value) =>
        value.TruthOrNull is { } isOn ? Set(settings, isOn) : null;
}
