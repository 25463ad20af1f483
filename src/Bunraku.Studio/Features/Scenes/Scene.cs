using Bunraku.Studio.Features.Stages;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>How the overlay shows the character: where, how large, before what, and with which expression.</summary>
internal sealed record Scene
{
    public const double LargestZoom = 8;

    /// <summary>Its name, which is also its address: <c>/overlay?scene=NAME</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>How large: 1 fits the whole picture into the overlay.</summary>
    public double Zoom { get; init; } = 1;

    /// <summary>How far to the right, in sides of the overlay's shorter edge.</summary>
    public double X { get; init; }

    /// <summary>How far down, in the same unit.</summary>
    public double Y { get; init; }

    /// <summary>In degrees, clockwise.</summary>
    public double Rotation { get; init; }

    public bool IsMirrored { get; init; }

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
        Zoom = Limit(Zoom, 0.1, LargestZoom, 1),
        X = Limit(X, -5, 5, 0),
        Y = Limit(Y, -5, 5, 0),
        Rotation = Limit(Rotation, -180, 180, 0),
        Background = BackgroundChoice.TryParse(Background, out _) ? Background : null,
        Edge = Enum.IsDefined(Edge) ? Edge : SceneEdge.None,
        Hotkey = Hotkey is { Length: 1 } ? Hotkey : "",
    };

    private static double Limit(double value, double least, double most, double otherwise) => double.IsFinite(value) ? Math.Clamp(value, least, most) : otherwise;
}

/// <summary>What sets the character off from its background.</summary>
internal enum SceneEdge
{
    None,
    Shadow,
    WhiteOutline,
    DarkOutline,
}
