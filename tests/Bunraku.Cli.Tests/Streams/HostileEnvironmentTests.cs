using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bunraku.Cli.Tests.Streams;

/// <summary>Studio listens where <c>--urls</c> says and nowhere else, whatever the environment says, and starts where little is left (Linux).</summary>
[Trait("Category", "Slow")]
public sealed class HostileEnvironmentTests(SignalsAndStreamsTests.Home home) : IClassFixture<SignalsAndStreamsTests.Home>
{
    /// <summary>What a web server of this framework would be reconfigured by, one start each; FOLDER holds an appsettings.json that does the same.</summary>
    private static readonly string[] Environments =
    [
        "Kestrel__Endpoints__Http__Url=http://0.0.0.0:0",
        "Kestrel__Endpoints__Https__Url=https://0.0.0.0:0",
        "ASPNETCORE_Kestrel__Endpoints__Http__Url=http://0.0.0.0:0",
        "DOTNET_Kestrel__Endpoints__Http__Url=http://0.0.0.0:0",
        "ASPNETCORE_URLS=http://0.0.0.0:0",
        "DOTNET_URLS=http://0.0.0.0:0",
        "URLS=http://0.0.0.0:0",
        "ASPNETCORE_HTTP_PORTS=0",
        "ASPNETCORE_HTTPS_PORTS=0",
        "HTTP_PORTS=0",
        "ASPNETCORE_ENVIRONMENT=Development",
        "DOTNET_ENVIRONMENT=Development",
        "ASPNETCORE_CONTENTROOT=FOLDER",
        "DOTNET_CONTENTROOT=FOLDER",
        "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES=no.such.assembly",
        "ASPNETCORE_FORWARDEDHEADERS_ENABLED=true",
        "ASPNETCORE_PATHBASE=/elsewhere",
        "ALLOWEDHOSTS=x.example",
        "Logging__LogLevel__Default=Trace",
        "DOTNET_hostBuilder__reloadConfigOnChange=true",
    ];

    private static readonly string[] TablesOfSockets = ["tcp", "tcp6"];

    /// <summary>All variables at once, and limits of the system; words of the shell around the program.</summary>
    private static readonly string[] Shells =
    [
        .. Environments.Select(variable => $"export '{variable}'; exec \"$@\""),
        string.Concat(Environments.Select(variable => $"export '{variable}'; ")) + "exec \"$@\"",
        "export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$@\"",
        "ulimit -n 400; exec \"$@\"",
    ];

    [Fact]
    public async Task Studio_listens_where_it_was_told_and_nowhere_else()
    {
        RequireLinux();
        using var turn = new SemaphoreSlim(3);
        await Task.WhenAll(Shells.Select(async shell =>
        {
            await turn.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                await AssertUnimpressedAsync(shell);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{shell}: {failure.Message}", failure);
            }
            finally
            {
                turn.Release();
            }
        }));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(64)]
    public async Task Limit_of_open_files_that_is_too_low_is_one_line(int limit)
    {
        RequireLinux();
        using var folder = new WorkFolder();
        using LongRun run = LongRun.Start($"ulimit -n {limit}; exec \"$@\" >\"{folder["printed"]}\" 2>&1", home.Path, hasTerminal: false, "studio", "--no-browser");

        Assert.Equal(2, await run.EndAsync());
        Assert.Equal(
            $"bunraku: Studio needs 400 open files, but the limit here is {limit}. Raise it, for example with: ulimit -n 1024.",
            Assert.Single(await File.ReadAllLinesAsync(folder["printed"], TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Studio_starts_where_no_inotify_instance_is_left()
    {
        RequireLinux();
        const string WithoutInotify = """unshare -r sh -c 'echo 0 >/proc/sys/user/max_inotify_instances'""";
        using Process trial = Process.Start("sh", ["-c", WithoutInotify + " 2>/dev/null"]);
        await trial.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(trial.ExitCode == 0, "This system lets nobody limit a process's inotify instances.");

        await AssertUnimpressedAsync("""exec unshare -r sh -c 'echo 0 >/proc/sys/user/max_inotify_instances; exec "$@"' sh "$@" """);
    }

    /// <summary>Starts Studio and looks at its sockets, its watchers and what it prints.</summary>
    private async Task AssertUnimpressedAsync(string shell)
    {
        using var folder = new WorkFolder();
        folder.Write("appsettings.json", """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://0.0.0.0:0" } } }, "AllowedHosts": "x.example", "Logging": { "LogLevel": { "Default": "Trace" } } }""");
        int port = FreePort();
        string[] expected = [$"127.0.0.1:{port}"];
        string where = $"""cd "{folder.Root}" && exec >"{folder["printed"]}" 2>&1; """;
        using LongRun run = LongRun.Start(
            where + shell.Replace("FOLDER", folder.Root, StringComparison.Ordinal),
            Path.Combine(home.Path, Path.GetFileName(folder.Root)),
            hasTerminal: false,
            "studio", "--no-browser", "--urls", $"http://127.0.0.1:{port}");
        using var client = new HttpClient();
        await run.UntilAsync(async () =>
        {
            try
            {
                return (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });

        Assert.Equal(expected, ListeningSockets(run.Id));
        Assert.DoesNotContain(Descriptors(run.Id), target => target.Contains("inotify", StringComparison.Ordinal));
        Assert.Equal($"Studio is at http://127.0.0.1:{port}/ (stop it with Ctrl+C).", Assert.Single(await File.ReadAllLinesAsync(folder["printed"], TestContext.Current.CancellationToken)));
        await run.SignalAsync("TERM");
        Assert.Equal(0, await run.EndAsync());
    }

    /// <summary>Where a process listens, as the system says (<c>ss -ltn</c>).</summary>
    private static string[] ListeningSockets(int process)
    {
        const string Listening = "0A";
        HashSet<string> own = [.. Descriptors(process).Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1])];
        return
        [
            .. TablesOfSockets
                .SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields[3] == Listening && own.Contains(fields[9]))
                .Select(fields => Address(fields[1])),
        ];
    }

    /// <summary>An address of the kernel's table: four-byte groups in the order of the processor, then the port.</summary>
    private static string Address(string text)
    {
        string[] parts = text.Split(':');
        byte[] bytes = [.. Convert.FromHexString(parts[0]).Chunk(4).SelectMany(group => group.Reverse())];
        return $"{new IPAddress(bytes)}:{int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}";
    }

    private static IEnumerable<string> Descriptors(int process) => Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "");

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static void RequireLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "It reads the tables of Linux.");
}
