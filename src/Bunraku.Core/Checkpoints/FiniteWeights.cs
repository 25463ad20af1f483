using System.Numerics;
using System.Runtime.InteropServices;

namespace Bunraku.Core.Checkpoints;

/// <summary>Looks for values that no weight may have.</summary>
internal static class FiniteWeights
{
    private const uint Exponent = 0x7F80_0000;

    /// <exception cref="CheckpointException">A value is NaN or infinite.</exception>
    public static void Require(string path, string name, float[] values)
    {
        int index = IndexOfOther(MemoryMarshal.Cast<float, uint>(values));
        if (index >= 0)
        {
            throw CheckpointException.NotFinite(path, name, index, values[index]);
        }
    }

    /// <summary>The index of the first value that is not finite, or -1.</summary>
    /// <param name="bits">The values as their bits.</param>
    private static int IndexOfOther(ReadOnlySpan<uint> bits)
    {
        int start = 0;
        var exponent = new Vector<uint>(Exponent);
        while (start <= bits.Length - Vector<uint>.Count && !Vector.EqualsAny(new Vector<uint>(bits[start..]) & exponent, exponent))
        {
            start += Vector<uint>.Count;
        }

        for (int i = start; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent)
            {
                return i;
            }
        }

        return -1;
    }
}
