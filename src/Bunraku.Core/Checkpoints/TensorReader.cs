using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Checkpoints.Pickles;

namespace Bunraku.Core.Checkpoints;

/// <summary>
/// Reads the elements of floating-point tensors as float32. Tensors may share a storage, which is then read once and forgotten with the last of them.
/// </summary>
internal sealed class TensorReader(CheckpointArchive archive, string path)
{
    private readonly Dictionary<string, ExpectedStorage> _expected = new(StringComparer.Ordinal);

    /// <summary>Compares a tensor with its storage.</summary>
    /// <exception cref="CheckpointException">The storage is absent, is not as large as the pickle says, or is used with another type too.</exception>
    public void Expect(PickledTensor tensor)
    {
        PickledStorage storage = tensor.Storage;
        ZipEntry entry = archive.FindStorage(storage.Key)
            ?? throw CheckpointException.CorruptTensor(path, storage.Key, "the archive has no such entry");
        if (entry.Size != (Int128)storage.Count * storage.Type.Size)
        {
            throw CheckpointException.CorruptTensor(
                path,
                storage.Key,
                $"{storage.Count} elements of {storage.Type.Name} were expected, but the entry has {entry.Size} bytes");
        }

        if (!_expected.TryGetValue(storage.Key, out ExpectedStorage? known))
        {
            known = new ExpectedStorage(entry, storage.Type);
            _expected.Add(storage.Key, known);
        }

        if (known.Type != storage.Type)
        {
            throw CheckpointException.CorruptTensor(path, storage.Key, "it is used with different element types");
        }

        known.Users++;
    }

    /// <summary>Where in the file the elements of an expected tensor are.</summary>
    public long PlaceOf(PickledTensor tensor) => _expected[tensor.Storage.Key].Entry.DataOffset;

    /// <summary>The elements of an expected tensor of a floating-point type, row-major, in a new array.</summary>
    /// <exception cref="CheckpointException">The storage is damaged.</exception>
    public Tensor Read(PickledTensor tensor)
    {
        ExpectedStorage storage = _expected[tensor.Storage.Key];
        float[] elements = storage.Elements ?? ReadElements(storage.Entry, storage.Type);
        bool isLast = --storage.Users <= 0;
        storage.Elements = isLast ? null : elements;
        if (!tensor.IsContiguous)
        {
            return new Tensor(tensor.Shape, Gather(tensor, elements));
        }

        // The usual tensor fills its storage: no copy.
        bool isWhole = isLast && tensor.Count == elements.Length;
        return new Tensor(tensor.Shape, isWhole ? elements : elements.AsSpan((int)tensor.Offset, tensor.Count).ToArray());
    }

    private float[] ReadElements(ZipEntry entry, ElementType type)
    {
        float[] elements = GC.AllocateUninitializedArray<float>((int)(entry.Size / type.Size));
        if (type == ElementType.Float32)
        {
            archive.Read(entry, MemoryMarshal.AsBytes(elements.AsSpan()));
            return elements;
        }

        byte[] bytes = new byte[entry.Size];
        archive.Read(entry, bytes);
        if (type == ElementType.Float64)
        {
            Convert(MemoryMarshal.Cast<byte, double>(bytes), elements, value => (float)value);
        }
        else if (type == ElementType.Float16)
        {
            Convert(MemoryMarshal.Cast<byte, Half>(bytes), elements, value => (float)value);
        }
        else
        {
            Convert(MemoryMarshal.Cast<byte, ushort>(bytes), elements, value => BitConverter.UInt32BitsToSingle((uint)value << 16));
        }

        return elements;
    }

    private static void Convert<T>(ReadOnlySpan<T> source, float[] destination, Func<T, float> convert)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = convert(source[i]);
        }
    }

    private static float[] Gather(PickledTensor tensor, float[] elements)
    {
        float[] values = new float[tensor.Count];
        int[] index = new int[tensor.Shape.Length];
        long source = tensor.Offset;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elements[source];
            for (int d = index.Length - 1; d >= 0; d--)
            {
                source += tensor.Strides[d];
                if (++index[d] < tensor.Shape[d])
                {
                    break;
                }

                source -= tensor.Strides[d] * tensor.Shape[d];
                index[d] = 0;
            }
        }

        return values;
    }

    private sealed class ExpectedStorage(ZipEntry entry, ElementType type)
    {
        public ZipEntry Entry { get; } = entry;

        public ElementType Type { get; } = type;

        /// <summary>How many tensors have yet to be read from it.</summary>
        public int Users { get; set; }

        public float[]? Elements { get; set; }
    }
}
