using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Models;

namespace Bunraku.Cli.Web;

/// <summary>Writes a character as a folder that any static host can serve: page, player, the C# for faces, and the character.</summary>
internal static class WebExport
{
    /// <summary>Is in every exported folder, and in no other.</summary>
    private const string FileList = "files.js";

    /// <summary>Writes the folder, complete or not at all. A folder with an older page is replaced.</summary>
    /// <param name="bundle">The character.</param>
    /// <param name="models">Has the face model; null for a page without a webcam.</param>
    /// <param name="folder">The folder, which <see cref="Check"/> has passed.</param>
    /// <exception cref="BadInputException">The folder cannot be written, or a part is missing.</exception>
    public static void Write(byte[] bundle, ModelFolder? models, string folder)
    {
        try
        {
            using FolderSwap swap = FolderSwap.Begin(folder, whole: true);
            WebPage.CopyTo(swap.Staging, models is not null);
            File.WriteAllBytes(Path.Combine(swap.Staging, "character.bunraku"), bundle);
            File.WriteAllText(Path.Combine(swap.Staging, "options.js"), $"export const hasWebcam = {(models is null ? "false" : "true")};\n");
            if (models is not null)
            {
                File.Copy(models.PathOf(PublishedModel.Face), Path.Combine(swap.Staging, "vendor", PublishedModel.Face.FileName));
            }

            File.WriteAllText(Path.Combine(swap.Staging, FileList), ListOf(swap.Staging));
            swap.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder}: the page cannot be written. {AtomicFile.Advice(e)}", e);
        }
    }

    /// <summary>Refuses what cannot be written, before the character is prepared.</summary>
    /// <exception cref="BadInputException">The folder has other things in it, or the face model is missing.</exception>
    public static void Check(ModelFolder? models, string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && !FolderSwap.IsEmpty(folder) && !File.Exists(Path.Combine(folder, FileList))))
        {
            throw new BadInputException($"{folder} has other things in it than a page of Bunraku. Name a new folder with --output.");
        }

        if (models is not null && !models.Has(PublishedModel.Face))
        {
            throw new BadInputException($"{models.PathOf(PublishedModel.Face)} is missing, and --webcam needs it. To fetch it: ./bunraku models fetch face. Or leave out --webcam.");
        }
    }

    /// <summary>What the page's service worker keeps: every file, and a version that changes when one of them does.</summary>
    private static string ListOf(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        var hashes = new StringBuilder();
        foreach (string file in files)
        {
            using FileStream content = File.OpenRead(Path.Combine(folder, file));
            hashes.Append(file).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(content))).Append('\n');
        }

        string version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashes.ToString())))[..16];
        return $"self.bunrakuFiles = {JsonSerializer.Serialize(new { version, files = (string[])["./", .. files] })};\n";
    }
}
