using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Checkpoints;

/// <summary>
/// An open checkpoint: the pickle is read and every tensor in it was compared with its storage; elements are read when asked for.
/// </summary>
internal sealed class CheckpointReader : IDisposable
{
    private readonly Stream? _owned;
    private readonly CheckpointLimits _limits;
    private readonly TensorReader _tensors;
    private long _remaining;

    private CheckpointReader(Stream stream, bool isOwned, string path, CheckpointLimits limits)
    {
        _owned = isOwned ? stream : null;
        Path = path;
        _limits = limits;
        _remaining = limits.MaxBytes;
        CheckpointArchive archive = CheckpointArchive.Open(stream, path, limits);
        Root = PickleReader.Read(archive.ReadPickle(PickleReader.MaxBytes), path);
        _tensors = new TensorReader(archive, path);
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The value of the pickle; see <see cref="PickleReader"/> for what it can be.</summary>
    public object Root { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="isHashed">Whether <see cref="HashOfFile"/> will be wanted.</param>
    /// <exception cref="CheckpointException">It is absent, damaged or hostile.</exception>
    public static CheckpointReader Open(string path, CheckpointLimits limits, bool isHashed = false) => Guard(path, () =>
    {
        FileStream file = OpenFile(path, limits);
        Stream stream = isHashed ? new HashedFile(file) : file;
        try
        {
            return new CheckpointReader(stream, isOwned: true, path, limits);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    });

    /// <summary>Opens what is not on disk.</summary>
    /// <param name="stream">A seekable stream over the whole file; it stays open.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="limits">How large it may be.</param>
    /// <inheritdoc cref="Open(string, CheckpointLimits, bool)" path="/exception"/>
    public static CheckpointReader Open(Stream stream, string name, CheckpointLimits limits) =>
        Guard(name, () => new CheckpointReader(stream, isOwned: false, name, limits));

    /// <summary>Compares a tensor with its storage and with the limit. Only tensors that were expected can be read.</summary>
    /// <exception cref="CheckpointException">
    /// The storage is absent or is not as large as the pickle says, or all expected tensors together are beyond the limit.
    /// </exception>
    public void Expect(PickledTensor tensor)
    {
        // Views can be larger than their storage, and a thousand views can share one.
        _remaining -= (long)tensor.Count * tensor.Storage.Type.Size;
        if (_remaining < 0)
        {
            throw CheckpointException.CorruptTensor(Path, tensor.Storage.Key, $"all tensors together have more than {_limits.MaxBytes} bytes");
        }

        _tensors.Expect(tensor);
    }

    /// <summary>Where in the file the elements of an expected tensor are.</summary>
    public long PlaceOf(PickledTensor tensor) => _tensors.PlaceOf(tensor);

    /// <summary>The SHA-256 of a file that was opened as hashed. What was not read yet is read now.</summary>
    /// <exception cref="CheckpointException">The file cannot be read.</exception>
    public byte[] HashOfFile() => Guard(Path, ((HashedFile)_owned!).Finish);

    /// <summary>The elements of a floating-point tensor as float32, in a new array.</summary>
    /// <exception cref="CheckpointException">They are damaged or cannot be read.</exception>
    public Tensor Read(PickledTensor tensor) => Guard(Path, () => _tensors.Read(tensor));

    public void Dispose() => _owned?.Dispose();

    private static FileStream OpenFile(string path, CheckpointLimits limits)
    {
        if (Directory.Exists(path))
        {
            throw CheckpointException.IsDirectory(path);
        }

        if (!File.Exists(path))
        {
            throw CheckpointException.FileNotFound(path);
        }

        long size = InputFile.LengthOf(path);
        if (size > limits.MaxBytes)
        {
            throw CheckpointException.FileTooLarge(path, size, limits.MaxBytes);
        }

        // Pipes and devices have no length either, and opening one could wait for ever.
        return size == 0 ? throw CheckpointException.NotACheckpoint(path, Phrase.Of("the file is empty")) : File.OpenRead(path);
    }

    private static T Guard<T>(string path, Func<T> read)
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
}
