namespace Bunraku.Siren.Bundles;

/// <summary>How a bundle is written.</summary>
public sealed record BundleOptions
{
    /// <summary>Whether the matrices have half precision: half the size, and slightly different pictures.</summary>
    public bool IsHalf { get; init; }

    /// <summary>The terms for using the character.</summary>
    public string Licence { get; init; } = "";
}
