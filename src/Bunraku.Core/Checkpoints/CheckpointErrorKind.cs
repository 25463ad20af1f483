namespace Bunraku.Core.Checkpoints;

/// <summary>Why a checkpoint file was refused.</summary>
public enum CheckpointErrorKind
{
    /// <summary>The file does not exist.</summary>
    FileNotFound,

    /// <summary>The path is a folder, or the system refuses to open or read it.</summary>
    NotReadable,

    /// <summary>The file is larger than its limit.</summary>
    FileTooLarge,

    /// <summary>The file is not a ZIP archive with the parts of a checkpoint.</summary>
    NotACheckpoint,

    /// <summary>A checkpoint of the time before ZIP archives.</summary>
    UnsupportedOldFormat,

    /// <summary>The container's version is none of 1 to 10.</summary>
    UnsupportedVersion,

    /// <summary>The tensors are stored big-endian.</summary>
    UnsupportedByteOrder,

    /// <summary>The ZIP archive is truncated, damaged or contradicts itself.</summary>
    CorruptArchive,

    /// <summary>The pickle is truncated, damaged or does what no checkpoint does.</summary>
    CorruptPickle,

    /// <summary>The pickle names something that a checkpoint of tensors has no use for, such as a function to call.</summary>
    ForbiddenObject,

    /// <summary>A tensor's storage is absent, or its sizes do not fit it.</summary>
    CorruptTensor,

    /// <summary>A sound checkpoint, but with other content than expected.</summary>
    WrongContent,

    /// <summary>A weight is not a finite number.</summary>
    BadValues,
}
