using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>Fetches the archive of the five files from an address that the user gives, and imports it. An interrupted download is resumed.</summary>
public sealed class TeacherFetch(ModelFolder folder, PublishedTeacher models, HttpClient client)
{
    /// <summary>Twice as much as the published archive has, and more.</summary>
    private const long MostBytes = 2L << 30;

    /// <summary>A connection that brings nothing for so long counts as cut.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The archive while it is being received.</summary>
    public string PartialPath { get; } = Path.Combine(folder.Path, $"{models.Publication.Name}.zip.partial");

    /// <summary>Where the archive came from so far: its address and, in a second line, its version.</summary>
    private string NotePath => PartialPath + ".txt";

    /// <summary>Receives the archive.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="sha256">The SHA-256 it must have, in hexadecimal digits, or null.</param>
    /// <param name="progress">Is told of every piece.</param>
    /// <param name="cancellationToken">Stops it; what came stays for the next try.</param>
    /// <returns>The SHA-256 that it has, in lower-case hexadecimal digits.</returns>
    /// <exception cref="BadInputException">The address cannot be reached or has something else, or the file cannot be written.</exception>
    public async Task<string> ReceiveAsync(Uri address, string? sha256, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        folder.Prepare();
        await using FileStream partial = OpenPartial();
        try
        {
            string[] note = ReadNote();
            if (note.ElementAtOrDefault(0) != address.AbsoluteUri)
            {
                partial.SetLength(0);
            }

            var download = new HttpDownload(client)
            {
                Address = address,
                Name = Phrase.Of("the archive of the five files"),
                Path = PartialPath,
                MostBytes = MostBytes,
                Version = note.ElementAtOrDefault(1) is { Length: > 0 } version ? version : null,
                Began = version => AtomicFile.WriteText(NotePath, $"{address.AbsoluteUri}\n{version}\n"),
                Patience = Patience,
            };
            await download.ReceiveAsync(partial, progress, cancellationToken).ConfigureAwait(false);
            return RequireHash(address, sha256, partial);
        }
        catch (Exception) when (partial.Length == 0)
        {
            partial.Close();
            Forget();
            throw;
        }
    }

    /// <summary>Imports the archive that was received, and deletes it unless something else than its content was in the way, such as a full disk.</summary>
    /// <inheritdoc cref="PublishedTeacher.Import"/>
    public IReadOnlyList<TeacherFileReport> Import(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<TeacherFileReport> reports = models.Import(PartialPath, progress, cancellationToken);
            Forget();
            return reports;
        }
        catch (TeacherWeightsException)
        {
            Forget();
            throw;
        }
    }

    private static string RequireHash(Uri address, string? expected, FileStream partial)
    {
        partial.Position = 0;
        string found = Convert.ToHexStringLower(SHA256.HashData(partial));
        if (expected is null || string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
        {
            return found;
        }

        partial.SetLength(0);
        throw new BadInputException($"{address}: the archive was received, but its SHA-256 is {found} instead of {expected}. Check both, or start it again.");
    }

    private FileStream OpenPartial()
    {
        try
        {
            return new FileStream(PartialPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{PartialPath}: the file cannot be written, perhaps because it is being fetched already. {AtomicFile.Advice(e)}", e);
        }
    }

    private string[] ReadNote()
    {
        try
        {
            return File.ReadAllLines(NotePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void Forget()
    {
        File.Delete(PartialPath);
        File.Delete(NotePath);
    }
}
