using System.Collections.Immutable;

namespace Bunraku.Live.Items;

/// <summary>A picture that a character wears: it follows the point of the character that it is pinned to. Lengths are pixels of the 512x512 picture.</summary>
public sealed record Item
{
    /// <summary>The most that a character wears.</summary>
    public const int Most = 12;

    /// <summary>What the user calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name under which its picture is kept.</summary>
    public string Picture { get; init; } = "";

    /// <summary>The column of the point of the resting character that it follows.</summary>
    public double PinX { get; init; } = 256;

    /// <summary>The row of that point.</summary>
    public double PinY { get; init; } = 140;

    /// <summary>How far its middle lies to the right of the pin.</summary>
    public double X { get; init; }

    /// <summary>How far its middle lies below the pin.</summary>
    public double Y { get; init; }

    /// <summary>Its width; the height follows from its picture.</summary>
    public double Width { get; init; } = 120;

    /// <summary>In degrees, clockwise.</summary>
    public double Rotation { get; init; }

    /// <summary>Whether left and right of its picture are exchanged.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>Whether the character covers it.</summary>
    public bool IsBehind { get; init; }

    /// <summary>How much it swings after the character, 0 to 1.</summary>
    public double Spring { get; init; }

    /// <summary>Whether the character wears it now.</summary>
    public bool IsShown { get; init; } = true;

    /// <summary>The good ones of what was read, inside the limits.</summary>
    public static ImmutableArray<Item> Repaired(ImmutableArray<Item> items) => items.IsDefault
        ? []
        : [.. items.Where(item => item is { Name.Length: > 0, Picture.Length: > 0 }).DistinctBy(item => item.Name).Take(Most).Select(item => item.Repaired())];

    /// <summary>The same item inside the limits.</summary>
    public Item Repaired() => this with
    {
        PinX = Limit(PinX, 0, 511, 256),
        PinY = Limit(PinY, 0, 511, 140),
        X = Limit(X, -512, 512, 0),
        Y = Limit(Y, -512, 512, 0),
        Width = Limit(Width, 4, 1024, 120),
        Rotation = Limit(Rotation, -180, 180, 0),
        Spring = Limit(Spring, 0, 1, 0),
    };

    private static double Limit(double value, double least, double most, double otherwise) => double.IsFinite(value) ? Math.Clamp(value, least, most) : otherwise;
}
