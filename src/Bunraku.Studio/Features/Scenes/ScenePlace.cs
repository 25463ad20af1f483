namespace Bunraku.Studio.Features.Scenes;

/// <summary>Where a character is in a scene.</summary>
internal sealed record ScenePlace
{
    public const double LargestZoom = 8;

    /// <summary>How large: 1 fits the whole picture into the overlay.</summary>
    public double Zoom { get; init; } = 1;

    /// <summary>How far to the right, in sides of the overlay's shorter edge.</summary>
    public double X { get; init; }

    /// <summary>How far down, in the same unit.</summary>
    public double Y { get; init; }

    /// <summary>In degrees, clockwise.</summary>
    public double Rotation { get; init; }

    public bool IsMirrored { get; init; }

    /// <summary>The same place inside the limits.</summary>
    public ScenePlace Repaired() => this with
    {
        Zoom = Limit(Zoom, 0.1, LargestZoom, 1),
        X = Limit(X, -5, 5, 0),
        Y = Limit(Y, -5, 5, 0),
        Rotation = Limit(Rotation, -180, 180, 0),
    };

    private static double Limit(double value, double least, double most, double otherwise) => double.IsFinite(value) ? Math.Clamp(value, least, most) : otherwise;
}
