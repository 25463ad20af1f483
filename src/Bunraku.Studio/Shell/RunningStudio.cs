using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bunraku.Studio.Shell;

/// <summary>Tells other starts of the same user where this Studio is, in a file next to the settings, so that a second start opens the one that runs. The file has two lines: address and mark.</summary>
internal sealed class RunningStudio(StudioOptions options) : IDisposable
{
    private const string Route = "/running";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly StudioOptions Plain = new();
    private readonly string _path = PathOf(options);

    /// <summary>What only this Studio answers: the address in the file may be another program's by now.</summary>
    public string Mark { get; } = RandomNumberGenerator.GetHexString(20, lowercase: true);

    /// <summary>
    /// Whether a start with these options can be content with a Studio that runs: it brings nothing but a page, and opens it. Whatever is not named here must be as it is
    /// without options.
    /// </summary>
    public static bool Suffices(StudioOptions options) => options is { MayMovePort: true, OpenBrowser: true, AllowedHosts.Count: 0 } && Plain == options with
    {
        MayMovePort = false,
        Urls = Plain.Urls,
        AllowedHosts = Plain.AllowedHosts,
        OpensWindow = false,
        StartPage = Plain.StartPage,
        DataFolder = null,
        ConfigurationFolder = null,
    };

    /// <summary>The address of the Studio that runs with the same settings, without a slash at its end; null where there is none.</summary>
    public static async Task<string?> FindAsync(StudioOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (await File.ReadAllLinesAsync(PathOf(options), cancellationToken) is not [var address, { Length: > 0 } mark])
            {
                return null;
            }

            var place = new Uri(address + Route);
            if (!place.IsLoopback)
            {
                return null;
            }

            // Nothing leaves this computer, whatever the environment says of proxies.
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = 1024 };
            return await client.GetStringAsync(place, cancellationToken) == mark ? address : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UriFormatException or HttpRequestException or NotSupportedException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Answers with the mark.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Route, (RunningStudio running) => Results.Text(running.Mark));

    /// <summary>Writes the file. Where that cannot be, a second start takes another port.</summary>
    public void Announce(string address)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            AtomicFile.WriteText(_path, $"{address.TrimEnd('/')}\n{Mark}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            // It costs nothing else.
        }
    }

    /// <summary>Deletes the file, unless another Studio has written its own.</summary>
    public void Dispose()
    {
        try
        {
            if (File.Exists(_path) && File.ReadAllText(_path).Contains(Mark, StringComparison.Ordinal))
            {
                File.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that stays names a Studio that does not answer.
        }
    }

    private static string PathOf(StudioOptions options) => Path.Combine(options.ConfigurationFolder ?? UserFolders.Config, "running.txt");
}
