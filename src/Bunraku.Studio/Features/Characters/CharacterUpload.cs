using System.IO.Compression;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Receives the files of a character from the browser: its YAML, its picture and its two networks, by themselves or in a zip as the distiller gives it.</summary>
internal static class CharacterUpload
{
    /// <summary>The kinds of files that the browser offers to choose.</summary>
    public const string Accept = ".yaml,.yml,.png,.pt," + Zip;

    private const string Zip = ".zip";
    private const long LargestFile = 64L << 20;
    private const int MostFiles = 8;
    private static readonly string[] Kinds = [".yaml", ".yml", ".png", ".pt"];

    /// <summary>The content of the files by name; those of other kinds are left out.</summary>
    /// <exception cref="BadInputException">They are too large or too many, or one is missing, or the zip is damaged.</exception>
    public static async Task<Dictionary<string, byte[]>> ReceiveAsync(IReadOnlyList<IBrowserFile> files, CancellationToken cancellationToken)
    {
        if (files is [{ } only] && HasKind(only.Name, Zip))
        {
            CheckSize(only.Name, only.Size);
            return Unpack(only.Name, await ReceiveAsync(only, cancellationToken));
        }

        IBrowserFile[] wanted = [.. files.Where(file => HasKind(file.Name, Kinds))];
        Check([.. wanted.Select(file => (file.Name, file.Size))]);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (IBrowserFile file in wanted)
        {
            contents[file.Name] = await ReceiveAsync(file, cancellationToken);
        }

        return contents;
    }

    private static async Task<byte[]> ReceiveAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        await using Stream stream = file.OpenReadStream(LargestFile, cancellationToken);
        byte[] content = new byte[file.Size];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    /// <summary>The files by their paths in the zip, under its own name, which names a character that has no folder there.</summary>
    private static Dictionary<string, byte[]> Unpack(string name, byte[] content)
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
            CheckSize(name, size);
        }

        int Count(params string[] kinds) => files.Count(file => HasKind(file.Name, kinds));
        if (Count(".yaml", ".yml") < 1 || Count(".png") < 1 || Count(".pt") < 2)
        {
            throw new BadInputException(
                "A character has four files: character_model.yaml, its picture (.png) and its two networks (.pt). " +
                $"Received: {(files.Length == 0 ? "none of them" : string.Join(", ", files.Select(file => file.Name)))}. Choose all four at once, or a zip of them.");
        }
    }

    private static void CheckSize(string name, long size)
    {
        if (size > LargestFile)
        {
            throw new BadInputException($"{name} has {size >> 20} MB, more than the {LargestFile >> 20} MB that a character's file may have.");
        }
    }

    private static bool HasKind(string name, params string[] kinds) => kinds.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
