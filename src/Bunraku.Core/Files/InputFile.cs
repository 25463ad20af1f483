using System.Security;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>Reads whole files that a user named, with errors that a user understands.</summary>
public static class InputFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What was expected, for the message: <c>Phrase.Of("a PNG picture")</c>.</param>
    /// <param name="maximumBytes">A larger file is refused before it is read.</param>
    /// <exception cref="BadInputException">The file is missing, a folder, unreadable, or too large.</exception>
    public static byte[] ReadBytes(string path, Phrase expected, long maximumBytes)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new BadInputException($"{path}: {expected} was expected, but this is a folder.");
            }

            long length = new FileInfo(RealPath.Of(path)).Length;
            return length <= maximumBytes
                ? File.ReadAllBytes(path)
                : throw new BadInputException($"{path}: {expected} was expected, but the file has {length >> 20} MB (at most {maximumBytes >> 20} MB are read).");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw HasOddName(path)
                ? new BadInputException($"{path}: there is no such file; {expected} was expected. Its name is not UTF-8 text: rename it.", error)
                : new BadInputException($"{path}: there is no such file; {expected} was expected.", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or SecurityException)
        {
            throw new BadInputException($"{path}: you have no permission to read this file.", error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{path}: the file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The length of the file that a path leads to; a link itself is as long as its text. 0 for a pipe or a device, and where there is no file.</summary>
    internal static long LengthOf(string path) => File.Exists(path) && new FileInfo(RealPath.Of(path)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Whether a path held bytes that are not UTF-8: the runtime puts a replacement character in their place, and never finds the file.</summary>
    internal static bool HasOddName(string path) => path.Contains('\uFFFD');
}
