namespace Bunraku.Core.Checkpoints;

/// <summary>A float32 tensor: row-major values and its shape.</summary>
public sealed record Tensor
{
    /// <summary>Takes the values as they are.</summary>
    /// <param name="shape">The sizes of the dimensions; empty for a scalar.</param>
    /// <param name="values">The values, row-major; as many as the product of the shape.</param>
    /// <exception cref="ArgumentException">The number of values is not the product of the shape.</exception>
    public Tensor(int[] shape, float[] values)
    {
        long count = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count = checked(count * size);
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"A tensor of shape [{string.Join(", ", shape)}] has {count} values, not {values.Length}.", nameof(values));
        }

        Shape = shape;
        Values = values;
    }

    /// <summary>The sizes of the dimensions; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>The values, row-major.</summary>
    public float[] Values { get; }
}
