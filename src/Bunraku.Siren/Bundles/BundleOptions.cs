using Bunraku.Core.Characters;

namespace Bunraku.Siren.Bundles;

/// <summary>How a bundle is written.</summary>
public sealed record BundleOptions
{
    /// <summary>Whether the matrices have half precision: half the size, and slightly different pictures.</summary>
    public bool IsHalf { get; init; }

    /// <summary>Whose the character is, and the terms for using it.</summary>
    public CharacterCredits Credits { get; init; } = CharacterCredits.None;
}
