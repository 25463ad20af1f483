using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Checkpoints;

/// <summary>
/// Reads and writes the <c>.pt</c> files of PyTorch that hold a state dictionary. A checkpoint is data: nothing that a file
/// names is ever executed. The format is described in docs/formats/character-model.md.
/// </summary>
public static class CheckpointFile
{
    /// <summary>Reads all tensors of a file as float32, in the order of the file. Half and double precision are converted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; <see cref="CheckpointLimits.Large"/> if not given.</param>
    /// <exception cref="CheckpointException">The file is absent, damaged, hostile or not a dictionary of floating-point tensors.</exception>
    public static StateDict ReadStateDict(string path, CheckpointLimits? limits = null)
    {
        limits ??= CheckpointLimits.Large;
        return Guard(path, () =>
        {
            using FileStream stream = Open(path, limits);
            return ReadEntries(stream, path, limits);
        });
    }

    /// <summary>The same for a file that is not on disk, such as an upload.</summary>
    /// <param name="stream">A seekable stream over the whole file; it stays open.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="limits">How large it may be; <see cref="CheckpointLimits.Large"/> if not given.</param>
    /// <inheritdoc cref="ReadStateDict(string, CheckpointLimits?)"/>
    public static StateDict ReadStateDict(Stream stream, string name, CheckpointLimits? limits = null) =>
        Guard(name, () => ReadEntries(stream, name, limits ?? CheckpointLimits.Large));

    /// <summary>
    /// Writes tensors as a file that <c>torch.load</c> of PyTorch reads, also in its restricted mode. The file is complete or absent:
    /// an older one of that name stays until the new one is.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string path, StateDict weights) => AtomicFile.Write(path, stream => CheckpointWriter.Write(stream, weights));

    private static FileStream Open(string path, CheckpointLimits limits)
    {
        if (Directory.Exists(path))
        {
            throw CheckpointException.IsDirectory(path);
        }

        if (!File.Exists(path))
        {
            throw CheckpointException.FileNotFound(path);
        }

        long size = new FileInfo(path).Length;
        if (size > limits.MaxBytes)
        {
            throw CheckpointException.FileTooLarge(path, size, limits.MaxBytes);
        }

        // Pipes and devices have no length either, and opening one could wait for ever.
        return size == 0 ? throw CheckpointException.NotACheckpoint(path, "the file is empty") : File.OpenRead(path);
    }

    private static StateDict Guard(string path, Func<StateDict> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException exception)
        {
            throw CheckpointException.CorruptArchive(path, "the file ends too early", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CheckpointException.NotReadable(path, exception);
        }
    }

    private static StateDict ReadEntries(Stream stream, string path, CheckpointLimits limits)
    {
        CheckpointArchive archive = CheckpointArchive.Open(stream, path, limits);
        object root = PickleReader.Read(archive.ReadPickle(PickleReader.MaxBytes), path);
        if (root is not PickleDictionary dictionary)
        {
            throw CheckpointException.NotAStateDict(path, "the file holds something else");
        }

        var reader = new TensorReader(archive, path);
        var entries = new OrderedDictionary<string, Tensor>(StringComparer.Ordinal);
        long remaining = limits.MaxBytes;
        foreach ((string name, PickledTensor tensor) in dictionary.Items.Select(item => ToNamedTensor(item, path)))
        {
            // Views can be larger than their storage, and a thousand views can share one.
            remaining -= (long)tensor.Count * tensor.Storage.Type.Size;
            if (remaining < 0)
            {
                throw CheckpointException.CorruptTensor(path, tensor.Storage.Key, $"all tensors together have more than {limits.MaxBytes} bytes");
            }

            if (!entries.TryAdd(name, reader.Read(tensor)))
            {
                throw CheckpointException.NotAStateDict(path, $"\"{name}\" occurs twice");
            }
        }

        return new StateDict(entries);
    }

    private static (string Name, PickledTensor Tensor) ToNamedTensor(KeyValuePair<object, object> item, string path)
    {
        if (item.Key is not string name)
        {
            throw CheckpointException.NotAStateDict(path, "a key of it is not text");
        }

        if (item.Value is not PickledTensor tensor)
        {
            throw CheckpointException.NotAStateDict(path, $"\"{name}\" is not a tensor");
        }

        return tensor.Storage.Type.IsFloatingPoint ? (name, tensor) : throw CheckpointException.NotFloatingPoint(path, name, tensor.Storage.Type.Name);
    }
}
