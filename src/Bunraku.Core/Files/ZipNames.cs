using System.IO.Compression;
using System.Text;

namespace Bunraku.Core.Files;

/// <summary>
/// How the names in a ZIP archive are encoded. An entry may say that its name is UTF-8. Where it does not, the program that made the archive used the code
/// page of its system, and only the bytes tell which: UTF-8, Japanese (932) or Chinese (936).
/// </summary>
public static class ZipNames
{
    private const int Japanese = 932, SimplifiedChinese = 936;

    /// <summary>The encoding of the names that do not say their own.</summary>
    /// <exception cref="InvalidDataException">It is not a ZIP archive.</exception>
    public static Encoding EncodingOf(byte[] archive)
    {
        byte[] names = [.. Names(archive, Encoding.Latin1).Zip(Names(archive, Encoding.UTF8)).Where(pair => pair.First != pair.Second).SelectMany(pair => Encoding.Latin1.GetBytes(pair.First))];
        Encoding[] candidates = [Strict(Encoding.UTF8), Strict(Page(Japanese)), Strict(Page(SimplifiedChinese))];
        return candidates.FirstOrDefault(candidate => Fits(candidate, names)) ?? (Fits(Strict(Page(Japanese)), names, anyKana: true) ? Page(Japanese) : Encoding.Latin1);
    }

    private static string[] Names(byte[] archive, Encoding encoding)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read, leaveOpen: false, encoding);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Chinese names are valid in the Japanese page too, but as half-width kana, which nobody names files with.</summary>
    private static bool Fits(Encoding encoding, byte[] names, bool anyKana = false)
    {
        try
        {
            return encoding.GetString(names).All(c => !char.IsControl(c) && (anyKana || c is < '\uFF61' or > '\uFF9F'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
