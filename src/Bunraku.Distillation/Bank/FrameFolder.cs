using System.Globalization;
using System.IO.Enumeration;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Distillation.Bank;

/// <summary>
/// The files of a bank, of bounded size, possibly shared with other processes. When there are too many, files are dropped at random: a training walks
/// through its poses in a new order again and again, and dropping the oldest would always drop what comes next. Nothing is ever locked; a file
/// that another process deleted is simply not there.
/// </summary>
internal sealed class FrameFolder
{
    public const string Extension = ".frame";

    /// <summary>After so large a part of the limit was written, the folder is counted again, because others may have written too.</summary>
    private const int CountsPerLimit = 16;

    /// <summary>How much of the limit is kept when files are dropped.</summary>
    private const double KeptShare = 0.9;

    /// <summary>A write that was killed is older than this; one under way is not.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly long _maximumBytes;
    private readonly Action<string>? _say;
    private long _bytes;
    private long _writtenSinceCount;
    private bool _hasSaid;

    /// <param name="folder">The folder.</param>
    /// <param name="maximumBytes">How large it may get.</param>
    /// <param name="say">Told, once, that files are dropped.</param>
    /// <exception cref="BadInputException">The folder cannot be made or read.</exception>
    public FrameFolder(string folder, long maximumBytes, Action<string>? say)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumBytes);
        _folder = folder;
        _maximumBytes = maximumBytes;
        _say = say;
        try
        {
            Directory.CreateDirectory(folder);
            _bytes = Files().Sum(file => file.Bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{folder}: the folder for frames cannot be used: {error.Message} Choose another folder with --cache.", error);
        }
    }

    /// <summary>The content of a file, or null where it is not there or cannot be read.</summary>
    public byte[]? TryRead(string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(_folder, name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is there; it may still be damaged.</summary>
    public bool Holds(string name) => File.Exists(Path.Combine(_folder, name));

    /// <summary>Writes or replaces a file, whole or not at all, and keeps the folder inside its limit.</summary>
    /// <exception cref="BadInputException">The file cannot be written, as where the disk is full.</exception>
    public void Write(string name, byte[] content)
    {
        if (content.LongLength > _maximumBytes)
        {
            return;
        }

        string path = Path.Combine(_folder, name);
        MakeFolder(Path.GetDirectoryName(path)!);
        _bytes += content.LongLength;
        _writtenSinceCount += content.LongLength;
        if (_bytes > _maximumBytes || _writtenSinceCount > _maximumBytes / CountsPerLimit)
        {
            MakeRoom(content.LongLength);
        }

        AtomicFile.Write(path, stream => stream.Write(content));
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: a frame of the teacher cannot be kept: {error.Message}", error);
        }
    }

    private void MakeRoom(long needed)
    {
        Entry[] files = [.. Files()];
        _writtenSinceCount = 0;
        _bytes = files.Sum(file => file.Bytes) + needed;
        if (_bytes <= _maximumBytes)
        {
            return;
        }

        if (!_hasSaid)
        {
            _hasSaid = true;
            _say?.Invoke(string.Create(
                CultureInfo.InvariantCulture,
                $"warning: {_folder} has reached its limit of {_maximumBytes / (double)(1 << 30):0.##} GiB. Frames are dropped at random, and rendered again when they are needed. Delete the folder when no training runs, or choose another with --cache."));
        }

        Random.Shared.Shuffle(files);
        foreach (Entry file in files.Where(file => !file.IsBeingWritten).OrderByDescending(file => file.IsAbandoned))
        {
            if (_bytes <= KeptShare * _maximumBytes)
            {
                break;
            }

            _bytes -= TryDelete(file.Path) ? file.Bytes : 0;
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The frames, and what killed writes of them left behind; no other file of the folder is counted or deleted.</summary>
    private FileSystemEnumerable<Entry> Files() => new(
        _folder,
        (ref FileSystemEntry file) => new Entry(
            file.ToFullPath(), file.Length, file.FileName.EndsWith(Extension), DateTimeOffset.UtcNow - file.LastWriteTimeUtc > AbandonedAfter),
        new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true })
    {
        ShouldIncludePredicate = (ref FileSystemEntry file) =>
            !file.IsDirectory && (file.FileName.EndsWith(Extension) || file.FileName.Contains($"{Extension}.", StringComparison.Ordinal)),
    };

    private readonly record struct Entry(string Path, long Bytes, bool IsFrame, bool IsOld)
    {
        public bool IsAbandoned => !IsFrame && IsOld;

        public bool IsBeingWritten => !IsFrame && !IsOld;
    }
}
