using System.Text;

namespace Bunraku.Core.Teachers;

/// <summary>
/// Deterministic values that every language computes alike ("recipe H"). A text is hashed to a seed by FNV-1a. SplitMix64 makes of seed and element
/// index a number u in [0, 1) of 24 bits. The value is offset + (2u - 1) scale in float64, rounded to float32. Sources: G. Fowler, L. C. Noll, P. Vo
/// (FNV-1a); S. Vigna's <c>splitmix64.c</c>.
/// </summary>
public static class RecipeH
{
    /// <summary>The seed of a tensor: the hash of "module/key".</summary>
    public static ulong Seed(string module, string key) => Seed($"{module}/{key}");

    /// <summary>The seed of a text: its FNV-1a hash of 64 bits over UTF-8.</summary>
    public static ulong Seed(string text)
    {
        const ulong OffsetBasis = 0xCBF29CE484222325;
        const ulong Prime = 0x100000001B3;

        ulong hash = OffsetBasis;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }

    /// <summary>The number u of an element, in [0, 1).</summary>
    public static double Unit(ulong seed, long index)
    {
        unchecked
        {
            ulong z = seed + (((ulong)index + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (z >> 40) * (1.0 / (1 << 24));
        }
    }

    /// <summary>The value of an element.</summary>
    public static float Value(ulong seed, long index, double offset, double scale) => (float)(offset + (((2 * Unit(seed, index)) - 1) * scale));

    /// <summary>Sets consecutive elements of a tensor.</summary>
    /// <param name="values">Where they go.</param>
    /// <param name="seed">The tensor's seed.</param>
    /// <param name="firstIndex">The index in the tensor, row-major, of the first of them.</param>
    /// <param name="offset">The middle of the values.</param>
    /// <param name="scale">How far they lie from the middle at most.</param>
    public static void Fill(Span<float> values, ulong seed, long firstIndex, double offset, double scale)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(seed, firstIndex + i, offset, scale);
        }
    }
}
