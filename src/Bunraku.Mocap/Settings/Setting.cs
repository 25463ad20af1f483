using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Mocap.Settings;

/// <summary>
/// One thing a user can set: how it is called, what it does, and how it is read from and put into
/// <see cref="PuppetSettings"/>. A page shows it as a control; a file holds it under its path.
/// </summary>
/// <param name="Path">Its place in a settings file, for example <c>converter.smile_threshold_min</c>.</param>
/// <param name="Label">A short name for people.</param>
/// <param name="Explanation">What it does, in a sentence or two.</param>
public abstract record Setting(string Path, Phrase Label, Phrase Explanation)
{
    /// <summary>The part of the path before its first dot: settings with the same section belong together.</summary>
    public string Section => Path[..Path.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The part of the path after its last dot.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The target with this one taken from the source: to reset it, the source is the defaults.</summary>
    public abstract PuppetSettings Copy(PuppetSettings source, PuppetSettings target);

    /// <summary>Whether this one is the same in both.</summary>
    public abstract bool IsSame(PuppetSettings first, PuppetSettings second);

    /// <summary>The value as it stands in a file.</summary>
    internal abstract JsonNode ToJson(PuppetSettings settings);

    /// <summary>The settings with this one set to what a file says; null where the file's value does not fit.</summary>
    internal abstract PuppetSettings? TrySet(PuppetSettings settings, JsonField value);

    /// <summary>What a file's value has to be, for an error message.</summary>
    internal abstract string Expected { get; }
}
