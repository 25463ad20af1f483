using System.Collections.Concurrent;
using System.Security;
using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>
/// Writes whole files: under a temporary name next to the final one, flushed to the disk, then renamed. A reader sees the old file
/// or the new one, never half of either, and a failure leaves nothing behind. Links stay, and so do permissions and owner. Pipes and devices are written into.
/// </summary>
public static class AtomicFile
{
    private const int BufferSize = 1 << 16;
    private const int MostLinks = 40;

    /// <summary>The folders that this process has already searched for what killed processes left.</summary>
    private static readonly ConcurrentDictionary<string, bool> Swept = new(StringComparer.Ordinal);

    /// <summary>Writes a file, replacing an existing one.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="write">Writes the content; what it throws reaches the caller, and the file stays as it was.</param>
    /// <exception cref="BadInputException">The folder is missing, the path cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write) => WriteWhole(path, (temporary, replaces) =>
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (replaces && !OperatingSystem.IsWindows())
        {
            // The old file may be private; it gets its own permissions back when it is complete.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(temporary, options);
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Writes a file by a program that needs its name, replacing an existing one.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="write">Writes the content to the temporary path it is given.</param>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void WriteAt(string path, Action<string> write) => WriteWhole(path, (temporary, _) => write(temporary));

    /// <summary>Writes a text file (UTF-8 without a byte-order mark), replacing one that is there.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void WriteWhole(string path, Action<string, bool> write)
    {
        string target = FullPathOf(path);
        RequireWritablePlace(path, target);
        try
        {
            if (StandardStream(target) is { } stream)
            {
                Pour(write, () => stream);
            }
            else if (!OperatingSystem.IsWindows() && UnixFile.IsDevice(target))
            {
                Pour(write, () => new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
            }
            else
            {
                string real = RealPath.Of(target);
                RequireWritablePlace(path, real);
                Replace(real, write);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new BadInputException($"{path}: the file cannot be written. {Advice(error)}", error);
        }
    }

    private static void Replace(string target, Action<string, bool> write)
    {
        Sweep(Path.GetDirectoryName(target)!);
        string temporary = PartialName.Start(target);
        try
        {
            bool exists = File.Exists(target);
            write(temporary, exists);
            if (exists)
            {
                UnixFile.KeepAccess(target, temporary);
            }

            PatientMove.File(temporary, target, overwrite: true);
        }
        finally
        {
            PartialName.End(temporary);
        }
    }

    /// <summary>Writes into something that must not be replaced, once the content is complete.</summary>
    private static void Pour(Action<string, bool> write, Func<Stream> open)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-");
        try
        {
            string temporary = Path.Combine(folder.FullName, "output");
            write(temporary, false);
            using FileStream content = File.OpenRead(temporary);
            using Stream target = open();
            content.CopyTo(target);
            target.Flush();
        }
        finally
        {
            PartialName.Delete(folder.FullName);
        }
    }

    /// <summary>This process's standard output or error, where a path names it (<c>/dev/stdout</c>): opened again, a file would be written from its start.</summary>
    private static Stream? StandardStream(string path)
    {
        for (int links = 0; links <= MostLinks; links++)
        {
            switch (path)
            {
                case "/dev/fd/1" or "/proc/self/fd/1":
                    return Console.OpenStandardOutput();
                case "/dev/fd/2" or "/proc/self/fd/2":
                    return Console.OpenStandardError();
            }

            if (new FileInfo(path).LinkTarget is not { } target)
            {
                break;
            }

            path = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
        }

        return null;
    }

    /// <summary>Deletes the unfinished files of processes that are gone, once in a folder.</summary>
    private static void Sweep(string folder)
    {
        if (!Swept.TryAdd(folder, true))
        {
            return;
        }

        try
        {
            foreach (string left in Directory.EnumerateFiles(folder, "*" + PartialName.Ending).Where(file => PartialName.IsAbandoned(file)))
            {
                PartialName.Delete(left);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written but not listed keeps what was left.
        }
    }

    private static string FullPathOf(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception error) when (error is ArgumentException or PathTooLongException or NotSupportedException)
        {
            throw new BadInputException($"{ForeignText.Quote(path)} is not a file name that can be written: {error.Message}", error);
        }
    }

    private static void RequireWritablePlace(string path, string target)
    {
        if (OperatingSystem.IsWindows() && WindowsNames.IsDevice(Path.GetFileName(path)))
        {
            throw new BadInputException($"{path}: the file cannot be written, because Windows keeps this name for a device. Choose another name.");
        }

        if (Directory.Exists(target) || Path.GetFileName(target).Length == 0)
        {
            throw new BadInputException($"{path}: a file was to be written here, but this is a folder. Give a file name.");
        }

        if (InputFile.HasOddName(path))
        {
            throw new BadInputException($"{path}: the file cannot be written, because its name is not UTF-8 text. Choose another name.");
        }

        if (OperatingSystem.IsWindows() && IsMarkedReadOnly(target))
        {
            throw new BadInputException($"{path}: the file cannot be written, because it is marked as read-only. Remove the mark in its properties, or choose another name.");
        }

        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"{path}: the file cannot be written, because its folder {folder} does not exist. Create it or choose another.");
        }
    }

    private static bool IsMarkedReadOnly(string path) => File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly);

    /// <summary>What to do about a file that cannot be written.</summary>
    public static Phrase Advice(Exception error) => error switch
    {
        UnauthorizedAccessException or SecurityException => Phrase.Of("You have no permission to write there: choose another folder."),
        PathTooLongException => Phrase.Of("The name is too long: most systems take 255 bytes, which are about 85 Japanese letters. Choose a shorter name."),
        _ when DiskSpace.IsUsedUp(error) => Phrase.Of("The disk is full: free some space or choose another disk."),
        _ => Phrase.Verbatim(error.Message),
    };
}
