namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>
/// A tensor as the pickle describes it, already checked against the size of its storage: element (n0, n1, ...) is element
/// Offset + n0 Strides[0] + n1 Strides[1] + ... of the storage.
/// </summary>
/// <param name="Storage">Where the elements are.</param>
/// <param name="Offset">The first element, counted in elements.</param>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Strides">The steps of the dimensions, in elements, none negative.</param>
/// <param name="Count">The number of elements: the product of the shape.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, int[] Shape, long[] Strides, int Count)
{
    private const int MaxDimensions = 8;

    /// <summary>Whether the elements are one row-major piece of the storage.</summary>
    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (int i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != expected)
                {
                    return false;
                }

                expected *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>Checks that a tensor lies inside its storage.</summary>
    /// <exception cref="CheckpointException">It does not.</exception>
    public static PickledTensor Create(string path, PickledStorage storage, long offset, long[] sizes, long[] strides)
    {
        CheckpointException Corrupt(string reason) => CheckpointException.CorruptTensor(path, storage.Key, reason);

        if (sizes.Length > MaxDimensions || sizes.Length != strides.Length)
        {
            throw Corrupt($"it has {sizes.Length} sizes and {strides.Length} strides, but they must be equally many and at most {MaxDimensions}");
        }

        Int128 count = 1;
        Int128 last = offset;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] is < 0 or > int.MaxValue || strides[i] < 0)
            {
                throw Corrupt($"its size {sizes[i]} or stride {strides[i]} is negative or too large");
            }

            // Eight factors below 2^31 would overflow: once the count is beyond every array, it is only kept from becoming small again.
            count = sizes[i] == 0 ? 0 : Int128.Min(count * sizes[i], (Int128)1 << 64);
            last += (Int128)Math.Max(0, sizes[i] - 1) * strides[i];
        }

        if (offset < 0 || count > Array.MaxLength)
        {
            throw Corrupt($"its offset {offset} or its {count} elements are out of range");
        }

        bool isInside = count == 0 ? offset <= storage.Count : last < storage.Count;
        return isInside
            ? new PickledTensor(storage, offset, Array.ConvertAll(sizes, size => (int)size), strides, (int)count)
            : throw Corrupt($"it reaches to element {last} of only {storage.Count}");
    }
}
