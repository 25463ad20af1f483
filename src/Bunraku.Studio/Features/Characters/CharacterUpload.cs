using System.IO.Compression;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Receives the files of a character from the browser: its YAML, its picture and its two networks, by themselves or in a zip as the distiller gives it; or one bundle.</summary>
internal static class CharacterUpload
{
    /// <summary>The kinds of files that the browser offers to choose.</summary>
    public const string Accept = ".yaml,.yml,.png,.pt," + Zip + "," + CharacterBundle.Extension;

    private const string Zip = ".zip";
    private const long LargestFile = 64L << 20;
    private static readonly Phrase Limit = Phrase.Of("a character's file");
    private const int MostFiles = 8;
    private static readonly string[] Kinds = [".yaml", ".yml", ".png", ".pt"];

    /// <summary>The content of the files by name; those of other kinds are left out.</summary>
    /// <exception cref="BadInputException">They are too large or too many, or one is missing, or the zip is damaged.</exception>
    public static async Task<Dictionary<string, byte[]>> ReceiveAsync(IReadOnlyList<IBrowserFile> files, CancellationToken cancellationToken)
    {
        if (files is [{ } only] && HasKind(only.Name, Zip))
        {
            return Unpack(only.Name, await Upload.ReadAsync(only, LargestFile, Limit, cancellationToken));
        }

        if (files is [{ } bundle] && CharacterBundle.IsNamed(bundle.Name))
        {
            return new Dictionary<string, byte[]>(StringComparer.Ordinal) { [bundle.Name] = await Upload.ReadAsync(bundle, LargestFile, Limit, cancellationToken) };
        }

        IBrowserFile[] wanted = [.. files.Where(file => HasKind(file.Name, Kinds))];
        Check([.. wanted.Select(file => (file.Name, file.Size))]);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (IBrowserFile file in wanted)
        {
            contents[file.Name] = await Upload.ReadAsync(file, LargestFile, Limit, cancellationToken);
        }

        return contents;
    }

    /// <summary>The files by their paths in the zip, under its own name, which names a character that has no folder there.</summary>
    internal static Dictionary<string, byte[]> Unpack(string name, byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read, leaveOpen: false, ZipNames.EncodingOf(content));
            ZipArchiveEntry[] wanted = [.. zip.Entries.Where(entry => HasKind(entry.Name, Kinds) && !entry.Name.StartsWith("._", StringComparison.Ordinal))]; // macOS adds those.
            Check([.. wanted.Select(entry => (entry.FullName, entry.Length))]);
            var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in wanted)
            {
                // No more is read than the entry says it has, and so no more than was allowed.
                byte[] bytes = new byte[entry.Length];
                using Stream stream = entry.Open();
                stream.ReadExactly(bytes);
                contents[$"{Path.GetFileNameWithoutExtension(name)}/{entry.FullName}"] = bytes;
            }

            return contents;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new BadInputException($"{name} is not a zip that can be read: {e.Message} Download it again, or unpack it and choose the four files.", e);
        }
    }

    private static void Check((string Name, long Size)[] files)
    {
        if (files.Length > MostFiles)
        {
            throw new BadInputException($"A character has four files, but {files.Length} files of their kinds were sent: choose the folder of one character, or just its files.");
        }

        foreach ((string name, long size) in files)
        {
            Upload.CheckSize(name, size, LargestFile, Limit);
        }

        int Count(params string[] kinds) => files.Count(file => HasKind(file.Name, kinds));
        if (Count(".yaml", ".yml") < 1 || Count(".png") < 1 || Count(".pt") < 2)
        {
            throw new BadInputException(files.Length == 0
                ? Phrase.Of("A character has four files: character_model.yaml, its picture (.png) and its two networks (.pt). Received: none of them. Choose all four at once, a zip of them, or one bundle (.bunraku).")
                : Phrase.Of($"A character has four files: character_model.yaml, its picture (.png) and its two networks (.pt). Received: {string.Join(", ", files.Select(file => file.Name))}. Choose all four at once, a zip of them, or one bundle (.bunraku)."));
        }
    }

    private static bool HasKind(string name, params string[] kinds) => kinds.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
