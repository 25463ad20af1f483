namespace Bunraku.Core.Clusters;

/// <summary>Which graphics card a process of several on one machine uses.</summary>
public static class VisibleDevice
{
    /// <summary>The variable by which NVIDIA's libraries are told which cards a process may see.</summary>
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    /// <summary>The value of <see cref="Variable"/> that gives each process of a machine one card in turn.</summary>
    /// <param name="localRank">The number of the process among those of its machine.</param>
    /// <param name="visible">The variable as it is: the cards that may be used; null or empty where it is not set.</param>
    /// <returns>One card: an entry of the list in turn, or the number of the process where there is no list.</returns>
    public static string For(int localRank, string? visible)
    {
        string[] cards = visible?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return cards.Length == 0 ? localRank.ToString(System.Globalization.CultureInfo.InvariantCulture) : cards[localRank % cards.Length];
    }
}
