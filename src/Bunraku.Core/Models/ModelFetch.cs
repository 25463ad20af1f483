using System.Net;
using System.Net.Http.Headers;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Models;

/// <summary>
/// Fetches models over HTTP into a folder. The file grows under the name <c>&lt;name&gt;.partial</c>, a later try goes on where it ends, and only the published bytes
/// ever get the final name.
/// </summary>
public sealed class ModelFetch(ModelFolder folder, HttpClient client)
{
    private const int BufferSize = 1 << 16;
    private const int MostTries = 4;

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
        await using FileStream partial = OpenPartial(model);
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
        Store(() => File.Move(PartialPathOf(model), folder.PathOf(model), overwrite: true), model);
    }

    private async Task ReceiveWholeAsync(PublishedModel model, Uri address, FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(model, address, partial, progress, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // What an earlier try left was not the beginning of the file: once more, from the start.
        partial.SetLength(0);
        if (!await ReceiveAsync(model, address, partial, progress, cancellationToken).ConfigureAwait(false))
        {
            partial.SetLength(0);
            throw new BadInputException(
                $"{address}: what is there is not {model.FileName} as {model.Origin} publishes it (its SHA-256 is not {model.Sha256}). Try again later, or get the file elsewhere and import it.");
        }
    }

    private FileStream OpenPartial(PublishedModel model)
    {
        string path = PartialPathOf(model);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: the file cannot be written, perhaps because it is being fetched already. {e.Message}", e);
        }
    }

    /// <summary>Receives all bytes that are missing, over several connections where they are cut.</summary>
    /// <returns>Whether the file is the published one.</returns>
    private async Task<bool> ReceiveAsync(PublishedModel model, Uri address, FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        for (int attempt = 1; partial.Length < model.Length; attempt++)
        {
            long before = partial.Length;
            try
            {
                await ReceiveOnceAsync(model, address, partial, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (attempt == MostTries || partial.Length == before)
                {
                    throw Unreachable(model, address, partial.Length, e);
                }
            }
        }

        return ModelFolder.IsPublished(model, partial);
    }

    private async Task ReceiveOnceAsync(PublishedModel model, Uri address, FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (partial.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(partial.Length, null);
        }

        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        long start = StartOf(response, partial.Length);
        RequireFile(model, address, response, start);
        partial.SetLength(start);
        partial.Position = start;

        await using Stream content = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        while (partial.Length < model.Length)
        {
            patience.CancelAfter(Patience);
            int count = await content.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            if (count == 0)
            {
                throw new IOException("the connection ended early");
            }

            count = (int)Math.Min(count, model.Length - partial.Length);
            Store(() => partial.Write(buffer, 0, count), model);
            progress?.Report(new FetchProgress(partial.Length, model.Length));
        }
    }

    /// <summary>Where the answer's bytes begin in the file: where asked for, or at its start where the server knows no ranges.</summary>
    private static long StartOf(HttpResponseMessage response, long asked) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == asked ? asked : 0;

    private static void RequireFile(PublishedModel model, Uri address, HttpResponseMessage response, long start)
    {
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            throw new BadInputException(
                $"{address}: the server answered {(int)response.StatusCode} ({response.ReasonPhrase}) instead of {model.FileName}. Check the address, try again later, or get the file elsewhere and import it.");
        }

        if (response.Content.Headers.ContentLength is { } length && start + length != model.Length)
        {
            throw new BadInputException(
                $"{address}: the file there has {start + length} bytes, but {model.FileName} has {model.Length}. Check the address; a network that first wants you to log in also answers like this.");
        }
    }

    private static BadInputException Unreachable(PublishedModel model, Uri address, long received, Exception reason) => received > 0
        ? new BadInputException($"{address}: the connection was cut after {received} of {model.Length} bytes. Start it again: it goes on from there.", reason)
        : new BadInputException($"{address}: the server cannot be reached ({reason.Message}). Check the network connection, or get the file on another computer and import it.", reason);

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
