using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Checkpoints.Pickles;

namespace Bunraku.Core.Checkpoints;

/// <summary>Reads the elements of floating-point tensors as float32. Tensors may share a storage, which is then read once.</summary>
internal sealed class TensorReader(CheckpointArchive archive, string path)
{
    private readonly Dictionary<string, (ElementType Type, float[] Elements)> _storages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _handedOut = new(StringComparer.Ordinal);

    /// <summary>The elements of a tensor of a floating-point type, row-major, in an array of its own.</summary>
    /// <exception cref="CheckpointException">The storage is absent, or is not as large as the pickle says.</exception>
    public Tensor Read(PickledTensor tensor)
    {
        PickledStorage storage = tensor.Storage;
        float[] elements = ReadStorage(storage);
        if (!tensor.IsContiguous)
        {
            return new Tensor(tensor.Shape, Gather(tensor, elements));
        }

        // The usual tensor is all of its own storage: no copy.
        bool isWhole = tensor.Count == elements.Length && _handedOut.Add(storage.Key);
        return new Tensor(tensor.Shape, isWhole ? elements : elements.AsSpan((int)tensor.Offset, tensor.Count).ToArray());
    }

    private float[] ReadStorage(PickledStorage storage)
    {
        ZipEntry entry = archive.FindStorage(storage.Key)
            ?? throw CheckpointException.CorruptTensor(path, storage.Key, "the archive has no such entry");
        if (entry.Size != (Int128)storage.Count * storage.Type.Size)
        {
            throw CheckpointException.CorruptTensor(
                path,
                storage.Key,
                $"{storage.Count} elements of {storage.Type.Name} were expected, but the entry has {entry.Size} bytes");
        }

        if (!_storages.TryGetValue(storage.Key, out (ElementType Type, float[] Elements) known))
        {
            known = (storage.Type, ReadElements(entry, storage.Type));
            _storages.Add(storage.Key, known);
        }

        return known.Type == storage.Type
            ? known.Elements
            : throw CheckpointException.CorruptTensor(path, storage.Key, "it is used with different element types");
    }

    private float[] ReadElements(ZipEntry entry, ElementType type)
    {
        float[] elements = new float[entry.Size / type.Size];
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
}
