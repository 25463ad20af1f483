using System.Runtime.InteropServices;

namespace Bunraku.Core.Characters;

/// <summary>A named array in a <see cref="CharacterBundle"/>.</summary>
/// <param name="Name">Its name; docs/formats/character-bundle.md lists them.</param>
/// <param name="Type">What the bytes are.</param>
/// <param name="Shape">The sizes of its dimensions, row-major.</param>
/// <param name="Bytes">The content.</param>
public sealed record BundleSection(string Name, BundleType Type, int[] Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Makes a section of single precision values.</summary>
    public static BundleSection Of(string name, int[] shape, ReadOnlySpan<float> values) =>
        new(name, BundleType.FullPrecision, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The values of a section of either precision.</summary>
    internal float[] ToFloats()
    {
        if (Type == BundleType.FullPrecision)
        {
            return MemoryMarshal.Cast<byte, float>(Bytes.Span).ToArray();
        }

        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(Bytes.Span);
        float[] values = new float[halves.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)halves[i];
        }

        return values;
    }

    /// <summary>The bytes that a type and shape take, or null for a picture, which is compressed.</summary>
    internal static long? BytesOf(BundleType type, IEnumerable<int> shape)
    {
        long count = shape.Aggregate(1L, (product, size) => checked(product * size));
        return type switch
        {
            BundleType.FullPrecision => 4 * count,
            BundleType.HalfPrecision or BundleType.Integers => 2 * count,
            BundleType.Bits => (count + 7) / 8,
            _ => null,
        };
    }
}
