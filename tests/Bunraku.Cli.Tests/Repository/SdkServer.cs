using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>
/// A mirror on this machine for the launcher: a stand-in for Microsoft's install script, and an archive of the SDK that runs this test under
/// a version that nobody has. The archive holds the host and links to the rest.
/// </summary>
internal sealed class SdkServer : IAsyncDisposable
{
    public const string Version = "98.0.100";

    private const string InstallScript = """
        while [ $# -gt 0 ]; do
            case $1 in
                --version) version=$2; shift ;;
                --azure-feed) feed=$2; shift ;;
            esac
            shift
        done
        echo "dotnet-install: URL #0 - primary: $feed/Sdk/$version/dotnet-sdk-$version-test.tar.gz"
        """;

    private readonly WebApplication _app;
    private readonly byte[] _archive = Archive();

    private SdkServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapMethods("/dotnet-install.sh", ["GET", "HEAD"], () => Results.Text(InstallScript));
        _app.MapMethods($"/Sdk/{Version}/dotnet-sdk-{Version}-test.tar.gz", ["GET", "HEAD"], AnswerAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>Ends the next downloads after so many bytes.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>Sends bytes that are no archive.</summary>
    public bool Damaged { get; set; }

    /// <summary>The first byte that each download asked for.</summary>
    public List<long> Starts { get; } = [];

    public static async Task<SdkServer> StartAsync()
    {
        var server = new SdkServer();
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        byte[] bytes = Damaged ? new byte[_archive.Length] : _archive;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            Starts.Add(context.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0);
            if (BreaksAfter is int limit)
            {
                context.Response.ContentLength = bytes.Length;
                await context.Response.Body.WriteAsync(bytes.AsMemory(0, limit));
                await context.Response.Body.FlushAsync();
                await Task.Delay(100); // Abort also drops what has not been sent yet.
                context.Abort();
                return;
            }
        }

        await Results.File(bytes, "application/gzip", enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static byte[] Archive()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath("../../..", runtime);
        string fxr = Directory.GetDirectories(Path.Combine(root, "host", "fxr")).Max(StringComparer.Ordinal)!;
        string sdk = Directory.GetDirectories(Path.Combine(root, "sdk"), "10.*").Max(StringComparer.Ordinal)!;
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)))
        {
            writer.WriteEntry(Path.Combine(root, "dotnet"), "./dotnet");
            foreach (string file in Directory.GetFiles(fxr))
            {
                writer.WriteEntry(file, $"./host/fxr/{Path.GetFileName(fxr)}/{Path.GetFileName(file)}");
            }

            Link($"./sdk/{Version}", sdk);
            foreach (string name in (string[])["shared", "packs", "sdk-manifests"])
            {
                Link($"./{name}", Path.Combine(root, name));
            }

            void Link(string name, string target) => writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
        }

        return stream.ToArray();
    }
}
