using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bunraku.Live.Puppets;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>A further character in a scene: that of another puppeteer.</summary>
internal sealed record Companion
{
    /// <summary>The puppeteer that moves it: one of <see cref="Puppets"/>.</summary>
    public string Puppet { get; init; } = PuppetKind.Mouse.Name;

    public ScenePlace Place { get; init; } = new();

    /// <summary>Whether the character on the air covers it.</summary>
    public bool IsBehind { get; init; }

    /// <summary>The puppeteers that have a character.</summary>
    [JsonIgnore]
    public static ImmutableArray<string> Puppets { get; } = [PuppetKind.Phone.Name, PuppetKind.Webcam.Name, PuppetKind.Mouse.Name];

    /// <summary>The same companion inside the limits.</summary>
    public Companion Repaired() => this with { Place = (Place ?? new ScenePlace()).Repaired() };
}
