using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bunraku.Core.Tests.Models;

/// <summary>A server of one file on this machine, with the manners that a test asks for.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _file;
    private readonly Task _serving;

    public FileServer(byte[] file)
    {
        _file = file;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/file.bin");

    /// <summary>Whether it sends a part of the file when asked for one.</summary>
    public bool KnowsRanges { get; init; } = true;

    /// <summary>After so many bytes of an answer it closes the connection; null for never.</summary>
    public int? CutAfter { get; set; }

    /// <summary>What it answers instead of the file, for example "404 Not Found"; null for the file.</summary>
    public string? Refusal { get; init; }

    /// <summary>The entity tag that it names its file's version by, with quotes; null for none.</summary>
    public string? Version { get; set; }

    /// <summary>What it says the file is.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Whether it keeps the length to itself.</summary>
    public bool HidesLength { get; init; }

    /// <summary>Where each answer so far began in the file.</summary>
    public List<int> Starts { get; } = [];

    public async ValueTask DisposeAsync()
    {
        // The listener goes last: the next accept may just be about to begin.
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        int start = 0;
        bool isStale = false;
        for (string? line = await reader.ReadLineAsync(); !string.IsNullOrEmpty(line); line = await reader.ReadLineAsync())
        {
            if (KnowsRanges && line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                start = int.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }

            isStale |= line.StartsWith("If-Range: ", StringComparison.OrdinalIgnoreCase) && line["If-Range: ".Length..] != Version;
        }

        start = isStale ? 0 : start;
        Starts.Add(start);
        await AnswerAsync(stream, start);
    }

    private async Task AnswerAsync(NetworkStream stream, int start)
    {
        bool isBeyond = start >= _file.Length && start > 0;
        string range = isBeyond ? $"Content-Range: bytes */{_file.Length}\r\n" : start > 0 ? $"Content-Range: bytes {start}-{_file.Length - 1}/{_file.Length}\r\n" : "";
        int length = Refusal is null && !isBeyond ? _file.Length - start : 0;
        string status = Refusal ?? (isBeyond ? "416 Range Not Satisfiable" : start > 0 ? "206 Partial Content" : "200 OK");
        string size = HidesLength ? "" : $"Content-Length: {length}\r\n";
        string version = Version is null ? "" : $"ETag: {Version}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {ContentType}\r\n{size}{range}{version}Connection: close\r\n\r\n"));
        await stream.WriteAsync(_file.AsMemory(Math.Min(start, _file.Length), Math.Min(length, CutAfter ?? length)));
    }
}
