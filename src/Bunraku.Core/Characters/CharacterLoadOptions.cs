namespace Bunraku.Core.Characters;

/// <summary>What a character model may do when it is loaded.</summary>
public sealed record CharacterLoadOptions
{
    /// <summary>
    /// Whether its YAML may name files that are not below the YAML's own folder. A model from a stranger should not.
    /// </summary>
    public bool AllowFilesOutsideFolder { get; init; }
}
