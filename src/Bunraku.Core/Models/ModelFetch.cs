using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Models;

/// <summary>
/// Fetches models over HTTP into a folder. The file grows under the name <c>&lt;name&gt;.partial</c>, a later try resumes there, and only the published bytes
/// ever get the final name.
/// </summary>
public sealed class ModelFetch(ModelFolder folder, HttpClient client)
{
    /// <summary>A connection that brings nothing for so long counts as cut.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The name that the file has until it is whole.</summary>
    public string PartialPathOf(PublishedModel model) => folder.PathOf(model) + ".partial";

    /// <summary>Fetches a model, unless it is there already.</summary>
    /// <param name="model">The model.</param>
    /// <param name="address">Where to get it instead of its publisher's address, or null.</param>
    /// <param name="progress">Is told of every piece.</param>
    /// <param name="cancellationToken">Stops it; what came stays for the next try.</param>
    /// <exception cref="BadInputException">The address cannot be reached, has something else, or the file cannot be written.</exception>
    public async Task FetchAsync(PublishedModel model, Uri? address, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        if (folder.Check(model) == ModelState.Good)
        {
            return;
        }

        folder.Prepare();
        using FileLock turn = Open(PartialPathOf(model) + ".lock", FileLock.Take);
        if (folder.Check(model) == ModelState.Good)
        {
            return; // Another process has just fetched it.
        }

        await using FileStream partial = Open(PartialPathOf(model), path => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        try
        {
            await ReceiveWholeAsync(model, address ?? model.Address, partial, progress, cancellationToken).ConfigureAwait(false);
        }
        catch when (partial.Length == 0)
        {
            partial.Close();
            File.Delete(PartialPathOf(model));
            throw;
        }

        Store(() => partial.Flush(flushToDisk: true), model);
        partial.Close();
        Store(() => PatientMove.File(PartialPathOf(model), folder.PathOf(model), overwrite: true), model);
    }

    private async Task ReceiveWholeAsync(PublishedModel model, Uri address, FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        var download = new HttpDownload(client) { Address = address, Name = Phrase.Verbatim(model.FileName), Path = folder.PathOf(model), Length = model.Length, Patience = Patience };
        await download.ReceiveAsync(partial, progress, cancellationToken).ConfigureAwait(false);
        if (ModelFolder.IsPublished(model, partial))
        {
            return;
        }

        // What an earlier try left was not the beginning of the file: once more, from the start.
        partial.SetLength(0);
        await download.ReceiveAsync(partial, progress, cancellationToken).ConfigureAwait(false);
        if (!ModelFolder.IsPublished(model, partial))
        {
            partial.SetLength(0);
            throw new BadInputException(
                $"{address}: what is there is not {model.FileName} as {model.Origin} publishes it (its SHA-256 is not {model.Sha256}). Try again later, or get the file elsewhere and import it.");
        }
    }

    private static T Open<T>(string path, Func<string, T> open)
    {
        try
        {
            return open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: the file cannot be written, perhaps because it is being fetched already. {e.Message}", e);
        }
    }

    private void Store(Action write, PublishedModel model)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder.PathOf(model)}: the file cannot be written. {AtomicFile.Advice(e)}", e);
        }
    }
}
