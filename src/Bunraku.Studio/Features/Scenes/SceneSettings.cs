using System.Collections.Immutable;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>The user's scenes, and the one that an overlay shows unless its address names another.</summary>
internal sealed record SceneSettings : ISettings<SceneSettings>
{
    private static readonly ImmutableArray<Scene> First =
    [
        new() { Name = "Full", Hotkey = "z" },
        new() { Name = "Bust", Hotkey = "x", Place = new() { Zoom = 1.7, Y = 0.32 } },
        new() { Name = "Face", Hotkey = "c", Place = new() { Zoom = 3, Y = 0.72 } },
    ];

    public ImmutableArray<Scene> Scenes { get; init; } = First;

    public string Scene { get; init; } = First[0].Name;

    /// <summary>The scene that is on the air.</summary>
    public Scene Current() => Find(Scene) ?? Scenes[0];

    /// <summary>The scene of that name, or null.</summary>
    public Scene? Find(string? name) => Scenes.FirstOrDefault(scene => string.Equals(scene.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same settings with a scene changed; the present one stays the present one under a new name.</summary>
    public SceneSettings With(string name, Func<Scene, Scene> change)
    {
        Scene changed = change(Find(name) ?? new Scene { Name = name }).Repaired();
        return this with { Scenes = [.. Scenes.Select(scene => scene.Name == name ? changed : scene)], Scene = Scene == name ? changed.Name : Scene };
    }

    public SceneSettings Repaired()
    {
        ImmutableArray<Scene> good = Scenes.IsDefault ? [] : [.. Scenes.Where(scene => !string.IsNullOrWhiteSpace(scene?.Name)).Select(scene => scene.Repaired()).DistinctBy(scene => scene.Name)];
        return this with { Scenes = good.IsEmpty ? First : good, Scene = Scene ?? "" };
    }
}
