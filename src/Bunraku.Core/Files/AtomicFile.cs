using System.Security;
using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>
/// Writes whole files: under a temporary name beside the final one, flushed to the disk, then renamed. A reader sees the old file
/// or the new one, never half of either, and a failure leaves nothing behind.
/// </summary>
public static class AtomicFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file, replacing one that is there.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="write">Writes the content; what it throws reaches the caller, and the file stays as it was.</param>
    /// <exception cref="BadInputException">The folder is missing, the path cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write) => WriteAt(path, temporary =>
    {
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Writes a file by a program that needs its name, replacing one that is there.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="write">Writes the content to the temporary path it is given.</param>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void WriteAt(string path, Action<string> write)
    {
        string target = FullPathOf(path);
        RequireWritablePlace(path, target);

        // The random part keeps two processes that write the same file apart; the last one to finish wins.
        string temporary = $"{target}.{Guid.NewGuid():N}.partial";
        using IDisposable unfinished = UnfinishedOutput.Begin(temporary);
        try
        {
            write(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error)
        {
            DeleteQuietly(temporary);
            if (error is IOException or UnauthorizedAccessException or SecurityException)
            {
                throw new BadInputException($"{path}: the file cannot be written. {Advice(error)}", error);
            }

            throw;
        }
    }

    /// <summary>Writes a text file (UTF-8 without a byte-order mark), replacing one that is there.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static string FullPathOf(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception error) when (error is ArgumentException or PathTooLongException or NotSupportedException)
        {
            throw new BadInputException($"\"{path}\" is not a file name that can be written: {error.Message}", error);
        }
    }

    private static void RequireWritablePlace(string path, string target)
    {
        if (Directory.Exists(target) || Path.GetFileName(target).Length == 0)
        {
            throw new BadInputException($"{path}: a file was to be written here, but this is a folder. Give a file name.");
        }

        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"{path}: the file cannot be written, because its folder {folder} does not exist. Create it or choose another.");
        }
    }

    /// <summary>What to do about a file that cannot be written.</summary>
    internal static string Advice(Exception error) => error switch
    {
        UnauthorizedAccessException or SecurityException => "You have no permission to write there: choose another folder.",
        _ when DiskSpace.IsUsedUp(error) => "The disk is full: free some space or choose another disk.",
        _ => error.Message,
    };

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; where even deleting fails, nothing more can be done.
        }
    }
}
