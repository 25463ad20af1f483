namespace Bunraku.Core.Models;

/// <summary>Whether a model's file can be used.</summary>
public enum ModelState
{
    /// <summary>There is no file.</summary>
    Missing,

    /// <summary>The file is not the published one: its length or its SHA-256 differs.</summary>
    Damaged,

    /// <summary>The file is the published one.</summary>
    Good,
}
