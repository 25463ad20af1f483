using Bunraku.Core.Errors;

namespace Bunraku.Core.Checkpoints;

/// <summary>
/// A checkpoint file cannot be used. The message names the file, what was expected, what was found and what to do.
/// </summary>
public sealed class CheckpointException : BadInputException
{
    private CheckpointException(CheckpointErrorKind kind, string path, Phrase message, Exception? cause = null)
        : base($"{path}: {message}", cause)
    {
        Kind = kind;
        Path = path;
        Reason = message;
    }

    /// <summary>Why the file was refused.</summary>
    public CheckpointErrorKind Kind { get; }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The message without the path.</summary>
    private Phrase Reason { get; }

    internal static CheckpointException FileNotFound(string path) =>
        new(CheckpointErrorKind.FileNotFound, path, Phrase.Of("there is no such file. Check the name and the folder."));

    internal static CheckpointException IsDirectory(string path) =>
        new(CheckpointErrorKind.NotReadable, path, Phrase.Of("a checkpoint file (.pt) was expected, but this is a folder. Name the file in it."));

    internal static CheckpointException NotReadable(string path, Exception cause) =>
        new(CheckpointErrorKind.NotReadable, path, Phrase.Of($"the file cannot be read ({cause.Message}). Check its permissions and that no other program locks it."), cause);

    internal static CheckpointException FileTooLarge(string path, long size, long limit) =>
        new(CheckpointErrorKind.FileTooLarge, path, Phrase.Of($"the file has {size} bytes, but a checkpoint of this kind has at most {limit}. Is it the right file?"));

    internal static CheckpointException NotACheckpoint(string path, Phrase found) =>
        new(CheckpointErrorKind.NotACheckpoint, path, Phrase.Of($"a PyTorch checkpoint (.pt) was expected, but {found}. Is it the right file?"));

    internal static CheckpointException UnsupportedOldFormat(string path) =>
        new(
            CheckpointErrorKind.UnsupportedOldFormat,
            path,
            Phrase.Of("this checkpoint has the format of PyTorch before 1.6, which is not supported. Load it with a newer PyTorch and save it again with torch.save."));

    internal static CheckpointException UnsupportedVersion(string path, string found) =>
        new(CheckpointErrorKind.UnsupportedVersion, path, Phrase.Of($"a checkpoint of version 1 to 10 was expected, but the file says {ForeignText.Quote(found)}. Save it again with a current PyTorch."));

    internal static CheckpointException UnsupportedByteOrder(string path, string found) =>
        new(CheckpointErrorKind.UnsupportedByteOrder, path, Phrase.Of($"little-endian tensors were expected, but the file's byte order is {ForeignText.Quote(found)}. Save it again on a little-endian machine."));

    internal static CheckpointException CorruptArchive(string path, string reason, Exception? cause = null) =>
        new(CheckpointErrorKind.CorruptArchive, path, Phrase.Of($"the archive is damaged or incomplete: {reason}. Copy or download the file again."), cause);

    internal static CheckpointException Incomplete(string path, long size, long expected, CheckpointException cause) =>
        new(
            CheckpointErrorKind.CorruptArchive,
            path,
            Phrase.Of($"the file is incomplete: it has {size} bytes, but more than {expected} are expected. Download it again. ({cause.Reason})"),
            cause);

    internal static CheckpointException CorruptPickle(string path, long offset, string reason) =>
        new(CheckpointErrorKind.CorruptPickle, path, Phrase.Of($"data.pkl is damaged at byte {offset}: {reason}. Copy or download the file again."));

    internal static CheckpointException ForbiddenObject(string path, long offset, string name) =>
        new(
            CheckpointErrorKind.ForbiddenObject,
            path,
            Phrase.Of($"the file asks for {ForeignText.Quote(name)} (data.pkl, byte {offset}), which a file of tensors never needs and which could be an attack. Nothing of it was used. Use a file from a source that you trust, or save the state dictionary alone."));

    internal static CheckpointException CorruptTensor(string path, string storageKey, string reason) =>
        new(CheckpointErrorKind.CorruptTensor, path, Phrase.Of($"the tensor in storage {storageKey} is damaged: {reason}. Copy or download the file again."));

    internal static CheckpointException WrongContent(string path, Phrase reason) =>
        new(CheckpointErrorKind.WrongContent, path, reason);

    internal static CheckpointException NotAStateDict(string path, Phrase found) =>
        WrongContent(path, Phrase.Of($"a dictionary of named tensors was expected, but {found}. Save the network's state_dict() alone."));

    internal static CheckpointException NotFloatingPoint(string path, string name, string elementType) =>
        WrongContent(path, Phrase.Of($"floating-point tensors were expected, but {ForeignText.Quote(name)} is of type {elementType}. Is it the right file?"));

    internal static CheckpointException NotFinite(string path, string name, int index, float value) =>
        new(
            CheckpointErrorKind.BadValues,
            path,
            Phrase.Of($"every weight must be a finite number, but element {index} of {ForeignText.Quote(name)} is {value}. The training of this network went wrong: use an earlier snapshot."));
}
