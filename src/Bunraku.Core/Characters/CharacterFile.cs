using Bunraku.Core.Files;

namespace Bunraku.Core.Characters;

/// <summary>The content of a file of a character model.</summary>
/// <param name="Path">What to call it in errors.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record CharacterFile(string Path, byte[] Bytes)
{
    /// <summary>The most bytes of one file: student networks have 1.3 MB, pictures less.</summary>
    public const long MaxBytes = 64 << 20;

    /// <summary>Reads a file from disk.</summary>
    /// <exception cref="CharacterModelException">It is too large or cannot be read.</exception>
    public static CharacterFile FromDisk(string path)
    {
        try
        {
            // Reading a pipe or a device could wait for ever. (The length of a link is that of its text, so it is followed first.)
            string real = RealPath.Of(path);
            if (UnixFile.IsDevice(real))
            {
                throw new IOException("it is a pipe or a device, not a file");
            }

            long size = new FileInfo(real).Length;
            byte[] bytes = size switch
            {
                0 => [],
                > MaxBytes => throw CharacterModelException.FileTooLarge(path, size, MaxBytes),
                _ => File.ReadAllBytes(real),
            };
            return new CharacterFile(path, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CharacterModelException.NotReadable(path, exception);
        }
    }
}
