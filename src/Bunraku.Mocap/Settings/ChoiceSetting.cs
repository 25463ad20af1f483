using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Mocap.Settings;

/// <summary>A setting that is one of a few named choices.</summary>
/// <param name="Path">Its place in a settings file.</param>
/// <param name="Label">A short name for people.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="Choices">The names of the choices, in the order to show them.</param>
/// <param name="Get">Reads the name of the chosen one.</param>
/// <param name="Set">Makes settings with another choice, given by its name.</param>
public sealed record ChoiceSetting(
    string Path,
    Phrase Label,
    Phrase Explanation,
    ImmutableArray<string> Choices,
    Func<PuppetSettings, string> Get,
    Func<PuppetSettings, string, PuppetSettings> Set) : Setting(Path, Label, Explanation)
{
    internal override string Expected => "one of " + string.Join(", ", Choices);

    /// <inheritdoc/>
    public override PuppetSettings Copy(PuppetSettings source, PuppetSettings target) => Set(target, Get(source));

    /// <inheritdoc/>
    public override bool IsSame(PuppetSettings first, PuppetSettings second) => Get(first) == Get(second);

    internal override JsonNode ToJson(PuppetSettings settings) => JsonValue.Create(Get(settings));

    internal override PuppetSettings? TrySet(PuppetSettings settings, JsonField value) =>
        Choices.FirstOrDefault(choice => choice.Equals(value.TextOrNull, StringComparison.OrdinalIgnoreCase)) is { } chosen
            ? Set(settings, chosen)
            : null;
}
