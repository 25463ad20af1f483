using Bunraku.Core.Errors;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Receives the files of a character from the browser: its YAML, its picture and its two networks.</summary>
internal static class CharacterUpload
{
    private const long LargestFile = 64L << 20;
    private const int MostFiles = 8;
    private static readonly string[] Kinds = [".yaml", ".yml", ".png", ".pt"];

    /// <summary>The content of the files by name; those of other kinds are left out.</summary>
    /// <exception cref="BadInputException">They are too large or too many, or one is missing.</exception>
    public static async Task<Dictionary<string, byte[]>> ReceiveAsync(IReadOnlyList<IBrowserFile> files, CancellationToken cancellationToken)
    {
        IBrowserFile[] wanted = [.. files.Where(file => Kinds.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase))];
        Check(wanted);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (IBrowserFile file in wanted)
        {
            await using Stream stream = file.OpenReadStream(LargestFile, cancellationToken);
            byte[] content = new byte[file.Size];
            await stream.ReadExactlyAsync(content, cancellationToken);
            contents[file.Name] = content;
        }

        return contents;
    }

    private static void Check(IBrowserFile[] files)
    {
        if (files.Length > MostFiles)
        {
            throw new BadInputException($"A character has four files, but {files.Length} files of their kinds were sent: choose the folder of one character, or just its files.");
        }

        if (files.FirstOrDefault(file => file.Size > LargestFile) is { } large)
        {
            throw new BadInputException($"{large.Name} has {large.Size >> 20} MB, more than the {LargestFile >> 20} MB that a character's file may have.");
        }

        int Count(params string[] kinds) => files.Count(file => kinds.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase));
        if (Count(".yaml", ".yml") < 1 || Count(".png") < 1 || Count(".pt") < 2)
        {
            throw new BadInputException(
                "A character has four files: character_model.yaml, its picture (.png) and its two networks (.pt). " +
                $"Received: {(files.Length == 0 ? "none of them" : string.Join(", ", files.Select(file => file.Name)))}. Choose all four at once.");
        }
    }
}
