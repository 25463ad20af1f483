namespace Bunraku.Core.Models;

/// <summary>How far a fetch is.</summary>
/// <param name="Received">Bytes that are there, also from an earlier try.</param>
/// <param name="Length">Bytes of the whole file, or null where the server does not say.</param>
public readonly record struct FetchProgress(long Received, long? Length)
{
    /// <summary>The part that is there, 0 to 1; 0 where the length is unknown.</summary>
    public double Fraction => Length is > 0 ? (double)Received / Length.Value : 0;
}
