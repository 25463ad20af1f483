using System.Numerics;
using System.Runtime.InteropServices;
using Bunraku.Core.Errors;
using Bunraku.Core.Machine;

namespace Bunraku.Core.Posing;

/// <summary>Refuses results that are not numbers.</summary>
public static class FiniteValues
{
    /// <summary>Whether no value is NaN or infinite.</summary>
    public static bool AreAll(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> sum = Vector<float>.Zero;
        foreach (Vector<float> vector in vectors)
        {
            sum += vector - vector; // 0 for every number, NaN for infinity and NaN.
        }

        bool areFinite = Vector.EqualsAll(sum, Vector<float>.Zero);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            areFinite &= float.IsFinite(value);
        }

        return areFinite;
    }

    /// <summary>Requires numbers.</summary>
    /// <param name="values">What was computed.</param>
    /// <param name="what">What it is and who computed it, such as "The picture of the teacher tha4 (cpu)".</param>
    /// <exception cref="BadInputException">A value is NaN or infinite.</exception>
    public static void Require(ReadOnlySpan<float> values, Phrase what)
    {
        if (!AreAll(values))
        {
            throw new BadInputException(
                $"{what} has values that are not numbers (NaN or infinity), and is not used. Check the weights and this processor ({Processor.Name}): bunraku models check");
        }
    }
}
