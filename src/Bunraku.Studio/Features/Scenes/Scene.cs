using System.Collections.Immutable;
using Bunraku.Studio.Features.Stages;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>How the overlay shows the character: where, how large, before what, and with which expression.</summary>
internal sealed record Scene
{
    /// <summary>The most further characters.</summary>
    public const int MostCompanions = 4;

    /// <summary>Its name, which is also its address: <c>/overlay?scene=NAME</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the character is that is on the air.</summary>
    public ScenePlace Place { get; init; } = new();

    /// <summary>Further characters; those in front last.</summary>
    public ImmutableArray<Companion> Companions { get; init; } = [];

    /// <summary>The colour behind the character, or null.</summary>
    public string? Background { get; init; }

    /// <summary>The name of the picture behind the character in <see cref="ScenePictures"/>, or null.</summary>
    public string? Picture { get; init; }

    public SceneEdge Edge { get; init; }

    /// <summary>The name of the expression that it switches on, or null.</summary>
    public string? Expression { get; init; }

    /// <summary>The key that switches to it; empty for none.</summary>
    public string Hotkey { get; init; } = "";

    /// <summary>The same scene inside the limits.</summary>
    public Scene Repaired() => this with
    {
        Place = (Place ?? new ScenePlace()).Repaired(),
        Companions = Companions.IsDefault ? [] : [.. Companions.Where(companion => companion is not null && Companion.Puppets.Contains(companion.Puppet)).Take(MostCompanions).Select(companion => companion.Repaired())],
        Background = BackgroundChoice.TryParse(Background, out _) ? Background : null,
        Edge = Enum.IsDefined(Edge) ? Edge : SceneEdge.None,
        Hotkey = Hotkey is { Length: 1 } ? Hotkey : "",
    };

    /// <summary>Where the character on the air is, or one of its companions.</summary>
    public ScenePlace PlaceOf(int? companion) => companion is { } index && index < Companions.Length ? Companions[index].Place : Place;

    /// <summary>The same scene with one of its characters elsewhere.</summary>
    public Scene With(int? companion, Func<ScenePlace, ScenePlace> change) => companion is { } index && index < Companions.Length
        ? this with { Companions = Companions.SetItem(index, Companions[index] with { Place = change(Companions[index].Place) }) }
        : this with { Place = change(Place) };
}

/// <summary>What sets the character off from its background.</summary>
internal enum SceneEdge
{
    None,
    Shadow,
    WhiteOutline,
    DarkOutline,
}
