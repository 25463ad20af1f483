using System.Net;
using System.Net.Http.Headers;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Models;

/// <summary>Receives one file over HTTP into an open file, over several connections where they are cut, and resumes where an earlier try ended.</summary>
internal sealed class HttpDownload(HttpClient client)
{
    private const int BufferSize = 1 << 16;
    private const int MostTries = 4;

    /// <summary>Where the file is.</summary>
    public required Uri Address { get; init; }

    /// <summary>What to call it in messages.</summary>
    public required Phrase Name { get; init; }

    /// <summary>The file that is written, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>Its length in bytes where that is known beforehand.</summary>
    public long? Length { get; init; }

    /// <summary>A longer file is refused.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>The version of the file that an earlier try began with (an entity tag), or null. Another version is received from its start.</summary>
    public string? Version { get; set; }

    /// <summary>A connection that brings nothing for so long counts as cut.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is told when the first bytes of a version come, before they are written.</summary>
    public Action<string?>? Began { get; init; }

    /// <summary>Receives all bytes that are missing.</summary>
    /// <exception cref="BadInputException">The address cannot be reached or has something else, or the file cannot be written.</exception>
    public async Task ReceiveAsync(FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        long? length = Length;
        for (int attempt = 1; length is null || partial.Length < length; attempt++)
        {
            long before = partial.Length;
            try
            {
                length = await ReceiveOnceAsync(partial, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (attempt == MostTries || partial.Length == before)
                {
                    throw Unreachable(partial.Length, e);
                }
            }
        }
    }

    /// <summary>Receives what one connection brings, and throws where that is not all.</summary>
    /// <returns>The length of the whole file.</returns>
    private async Task<long> ReceiveOnceAsync(FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using HttpRequestMessage request = Request(partial.Length);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        if (IsWholeAlready(response, partial.Length))
        {
            return partial.Length;
        }

        long start = StartOf(response, partial.Length);
        long? length = LengthOf(response, start);
        RequireFile(response, start, length);
        if (start == 0)
        {
            Version = response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : null;
            Began?.Invoke(Version);
        }

        partial.SetLength(start);
        partial.Position = start;
        await CopyAsync(response, partial, length, progress, patience).ConfigureAwait(false);
        return length ?? partial.Length;
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream partial, long? length, IProgress<FetchProgress>? progress, CancellationTokenSource patience)
    {
        await using Stream content = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        while (length is null || partial.Length < length)
        {
            patience.CancelAfter(Patience);
            int count = await content.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            if (count == 0)
            {
                if (length is null)
                {
                    return;
                }

                throw new IOException("the connection ended early");
            }

            count = (int)Math.Min(count, (length ?? long.MaxValue) - partial.Length);
            if (partial.Length + count > MostBytes)
            {
                throw TooLong(partial.Length + count);
            }

            Write(partial, buffer.AsSpan(0, count));
            progress?.Report(new FetchProgress(partial.Length, length));
        }
    }

    private HttpRequestMessage Request(long received)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address);
        if (received > 0)
        {
            request.Headers.Range = new RangeHeaderValue(received, null);
            if (EntityTagHeaderValue.TryParse(Version, out EntityTagHeaderValue? version))
            {
                request.Headers.IfRange = new RangeConditionHeaderValue(version);
            }
        }

        return request;
    }

    private bool IsWholeAlready(HttpResponseMessage response, long received) =>
        Length is null && received > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == received;

    /// <summary>Where the answer's bytes begin in the file: where asked for, or at its start where the server knows no ranges.</summary>
    private static long StartOf(HttpResponseMessage response, long asked) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == asked ? asked : 0;

    private long? LengthOf(HttpResponseMessage response, long start) => Length ?? start + response.Content.Headers.ContentLength;

    private void RequireFile(HttpResponseMessage response, long start, long? length)
    {
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            throw new BadInputException(
                $"{Address}: the server answered {(int)response.StatusCode} ({response.ReasonPhrase}) instead of {Name}. Check the address, try again later, or get the file elsewhere and import it.");
        }

        if (Length is { } expected && response.Content.Headers.ContentLength is { } rest && start + rest != expected)
        {
            throw new BadInputException(
                $"{Address}: the file there has {start + rest} bytes, but {Name} has {expected}. Check the address; a network that first wants you to log in also answers like this.");
        }

        if (Length is null && response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            throw new BadInputException(
                $"{Address}: this is a web page and not {Name}. Give the address behind the page's download button, or download the file in a browser and import it.");
        }

        if (length > MostBytes)
        {
            throw TooLong(length.Value);
        }
    }

    private void Write(FileStream partial, ReadOnlySpan<byte> bytes)
    {
        try
        {
            partial.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{Path}: the file cannot be written. {AtomicFile.Advice(e)}", e);
        }
    }

    private BadInputException TooLong(long length) =>
        new BadInputException($"{Address}: the file there has {length} bytes or more, but {Name} has at most {MostBytes}. Check the address.");

    private BadInputException Unreachable(long received, Exception reason) => (received, Length) switch
    {
        ( > 0, { } length) => new BadInputException($"{Address}: the connection was cut after {received} of {length} bytes. Start it again to resume from there.", reason),
        ( > 0, null) => new BadInputException($"{Address}: the connection was cut after {received} bytes. Start it again to resume from there.", reason),
        _ => new BadInputException($"{Address}: the server cannot be reached ({reason.Message}). Check the network connection, or get the file on another computer and import it.", reason),
    };
}
