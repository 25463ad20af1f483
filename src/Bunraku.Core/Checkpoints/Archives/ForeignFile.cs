using Bunraku.Core.Errors;

namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>Recognises by its first bytes what was taken for a checkpoint, so that a user learns what went wrong with a download.</summary>
internal static class ForeignFile
{
    /// <summary>So many bytes of the start are enough.</summary>
    public const int StartSize = 64;

    /// <summary>A pickle of protocol 2 that begins with the old format's magic number.</summary>
    public static bool IsOldCheckpoint(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]);

    /// <summary>What the file is, as the end of a sentence "..., but".</summary>
    /// <param name="start">The first bytes of the file, all of them where it is shorter than <see cref="StartSize"/>.</param>
    public static Phrase Describe(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return Phrase.Of("the file is empty");
        }

        if (start.StartsWith("version https://git-lfs"u8))
        {
            return Phrase.Of("the file is a Git LFS pointer, which stands for a file that was not downloaded (git lfs pull gets it)");
        }

        ReadOnlySpan<byte> text = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        if (text.TrimStart(" \t\r\n"u8).StartsWith("<"u8))
        {
            return Phrase.Of("the file is a web page (HTML), so the link led to a page and not to the file itself");
        }

        // The length of a header of JSON in eight bytes, then the header.
        bool isSafetensors = start.Length > 8 && start[8] == '{' && start[5..8].IndexOfAnyExcept((byte)0) < 0;
        return isSafetensors
            ? Phrase.Of("the file is in the safetensors format, which is not supported")
            : Phrase.Of("the file does not begin like one");
    }
}
