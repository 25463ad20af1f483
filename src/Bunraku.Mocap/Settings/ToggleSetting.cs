using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bunraku.Mocap.Settings;

/// <summary>A setting that is on or off.</summary>
/// <param name="Path">Its place in a settings file.</param>
/// <param name="Label">A short name for people.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Makes settings with another value.</param>
public sealed record ToggleSetting(
    string Path,
    string Label,
    string Explanation,
    Func<PuppetSettings, bool> Get,
    Func<PuppetSettings, bool, PuppetSettings> Set) : Setting(Path, Label, Explanation)
{
    internal override string Expected => "true or false";

    public override PuppetSettings Copy(PuppetSettings source, PuppetSettings target) => Set(target, Get(source));

    public override bool IsSame(PuppetSettings first, PuppetSettings second) => Get(first) == Get(second);

    internal override JsonNode ToJson(PuppetSettings settings) => JsonValue.Create(Get(settings));

    internal override PuppetSettings? TrySet(PuppetSettings settings, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => Set(settings, true),
        JsonValueKind.False => Set(settings, false),
        _ => null,
    };
}
