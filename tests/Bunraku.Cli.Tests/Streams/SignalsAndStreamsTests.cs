using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Bunraku.Distillation.Runs;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Streams;

/// <summary>
/// Every long command, stopped by each signal, without standard streams that can be written, and in a terminal that goes away: it ends in its own way, and what
/// it has made is whole.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SignalsAndStreamsTests(SignalsAndStreamsTests.Home home) : IClassFixture<SignalsAndStreamsTests.Home>
{
    private const string Silent = """exec "$@" </dev/null >/dev/null 2>&1""";
    private const string InTerminal = """exec setsid -c "$@" <"$terminal" >"$terminal" 2>&1""";

    /// <summary>How the streams are connected, and what then ends the program; no signal where the terminal goes away.</summary>
    private static readonly (string Name, string Shell, string? Signal)[] Ways =
    [
        ("HUP", Silent, "HUP"),
        ("INT", Silent, "INT"),
        ("TERM", Silent, "TERM"),
        ("full streams", """exec "$@" </dev/null >/dev/full 2>&1""", "TERM"),
        ("closed streams", """exec "$@" </dev/null >&- 2>&-""", "HUP"),
        ("lost terminal", InTerminal, null),
        ("lost terminal and nohup", "trap '' HUP; " + InTerminal, "TERM"),
    ];

    private static string Koito => Path.Combine(SharedData.Repository, "assets", "characters", "koito");

    [Fact]
    public Task The_distiller_saves() => EndsAsync(
        folder => ["distiller", Configuration(folder), "--threads", "1"],
        (folder, _) => Task.FromResult(RunStatus.Read(new RunFolder(folder["run"])) is { State: RunState.Running, ExamplesSeen: > 0 }),
        (folder, code) =>
        {
            RunStatus status = RunStatus.Read(new RunFolder(folder["run"]))!;
            Assert.Equal((1, RunState.Stopped, status.ExamplesSeen), (code, status.State, status.ExamplesSaved));
            Assert.True(status.ExamplesSaved > 0);
        });

    [Fact]
    public Task A_render_leaves_nothing_half_written() => EndsAsync(
        folder => ["render", Koito, "--poses", folder.Write("long.json", """{ "keyframes": [{ "time": 0, "pose": {} }, { "time": 290, "pose": { "head_x": 1 } }] }"""), "--fps", "1", "-o", folder["a.webp"]],
        (folder, _) => Task.FromResult(folder.Content().Length >= 2),
        (folder, code) => Assert.Equal((1, "long.json"), (code, string.Join(' ', folder.Content()))));

    [Fact]
    public Task A_video_leaves_nothing_half_written() => EndsAsync(
        folder =>
        {
            RequiredProgram.Find("ffmpeg");
            string poses = folder.Write("long.json", """{ "keyframes": [{ "time": 0, "pose": {} }, { "time": 290, "pose": { "head_x": 1 } }] }""");
            return ["render", Koito, "--poses", poses, "--fps", "1", "--background", "white", "-o", folder["a.mp4"]];
        },
        (folder, _) => Task.FromResult(folder.Content().Length >= 2),
        (folder, code) => Assert.Equal((1, "long.json"), (code, string.Join(' ', folder.Content()))));

    [Fact]
    public Task A_command_that_cannot_stop_by_itself_leaves_whole_pictures_only() => EndsAsync(
        folder => ["pose", Koito, "--pose", folder.Write("poses.json", $"[{string.Join(',', Enumerable.Repeat("{}", 3000))}]"), "-o", folder["out"]],
        (folder, _) => Task.FromResult(File.Exists(folder["out", "0001.png"])),
        (folder, code) =>
        {
            Assert.Equal(1, code);
            Assert.DoesNotContain(folder.Content(), name => name.EndsWith(".partial", StringComparison.Ordinal));
        });

    [Fact]
    public Task A_measurement_of_quality_stops() => EndsAsync(
        _ => ["quality", Koito, "--teacher", $"student:{Koito}", "--poses", "100000"],
        (_, run) => Task.FromResult(run.HasLoaded("Bunraku.Siren")),
        (_, code) => Assert.Equal(1, code));

    [Fact]
    public async Task A_recording_is_kept_with_all_its_faces()
    {
        var ports = new Dictionary<string, int>();
        using var phone = new UdpClient();
        byte[] face = Encoding.UTF8.GetBytes("jawOpen-40|eyeBlink_L-25|=head#0,10,0,0,0,0|rightEye#0,0,0|leftEye#0,0,0|");
        await EndsAsync(
            folder =>
            {
                lock (ports)
                {
                    ports[folder.Root] = FreePort(SocketType.Dgram, ProtocolType.Udp);
                    return ["mocap", "record", "-o", folder["face.jsonl"], "--port", ports[folder.Root].ToString(CultureInfo.InvariantCulture)];
                }
            },
            (folder, _) =>
            {
                phone.Send(face, new IPEndPoint(IPAddress.Loopback, ports[folder.Root]));
                return Task.FromResult(Lines(folder) > 2);
            },
            (folder, code) =>
            {
                Assert.InRange(code, 0, 1); // 1 where the last sentence could not be printed.
                Assert.True(Lines(folder) > 2);
                Assert.All(Content(folder["face.jsonl"]).TrimEnd('\n').Split('\n'), line => Assert.EndsWith("}", line, StringComparison.Ordinal));
            });

        static string Content(string path)
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }

        static int Lines(WorkFolder folder) => File.Exists(folder["face.jsonl"]) ? Content(folder["face.jsonl"]).Count(c => c == '\n') : 0;
    }

    [Fact]
    public async Task A_download_stops()
    {
        var asked = new HashSet<string>();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task serving = ServeSlowlyAsync(server, asked, stop.Token);
        await EndsAsync(
            folder => ["models", "fetch", "tha4", $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/{Path.GetFileName(folder.Root).Replace(' ', '_')}"],
            (folder, _) =>
            {
                lock (asked)
                {
                    return Task.FromResult(asked.Contains(Path.GetFileName(folder.Root).Replace(' ', '_')));
                }
            },
            (_, code) => Assert.Equal(1, code));
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Studio_serves_on_and_ends_with_0()
    {
        using var client = new HttpClient();
        var ports = new Dictionary<string, int>();
        await EndsAsync(
            folder =>
            {
                lock (ports)
                {
                    ports[folder.Root] = FreePort(SocketType.Stream, ProtocolType.Tcp);
                    return ["studio", "--no-browser", "--urls", $"http://127.0.0.1:{ports[folder.Root]}"];
                }
            },
            async (folder, _) =>
            {
                try
                {
                    return (await client.GetAsync(new Uri($"http://127.0.0.1:{ports[folder.Root]}/"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            (_, code) => Assert.Equal(0, code));
    }

    /// <summary>Short commands have done their work though nobody can read what they print.</summary>
    [Theory]
    [InlineData("""exec "$@" >/dev/full""")]
    [InlineData("""exec "$@" >/dev/full 2>&1""")]
    [InlineData("""exec "$@" >&- 2>&-""")]
    public async Task What_cannot_be_printed_costs_the_exit_code_and_nothing_else(string shell)
    {
        RequireUnix();
        using var folder = new WorkFolder();
        using LongRun run = LongRun.Start(shell, home.Path, hasTerminal: false, "pose", Koito, "--set", "head_y=5", "-o", folder["a.png"]);

        Assert.Equal(1, await run.EndAsync());
        Assert.NotEmpty(Core.Images.PngFile.Read(folder["a.png"]).Pixels);
    }

    [Theory]
    [InlineData("""exec "$@" 2>/dev/full""")]
    [InlineData("""exec "$@" 2>&-""")]
    public async Task A_refusal_that_cannot_be_printed_is_still_a_refusal(string shell)
    {
        RequireUnix();
        using LongRun run = LongRun.Start(shell, home.Path, hasTerminal: false, "info", "/nonexistent");

        Assert.Equal(2, await run.EndAsync());
    }

    [Fact]
    public async Task Without_a_home_nothing_lands_in_the_current_folder_and_one_line_says_so()
    {
        RequireUnix();
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder["here"]);
        string shell = $"""cd "{folder["here"]}"; unset BUNRAKU_HOME XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME; export HOME=/nonexistent; export TMPDIR="{folder.Root}"; exec "$@" >"{folder["output"]}" 2>"{folder["error"]}" """;
        using LongRun run = LongRun.Start(shell, home.Path, hasTerminal: false, "models", "list");

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains(Path.Combine(folder.Root, "bunraku-"), await File.ReadAllTextAsync(folder["output"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder["here"]));
        string line = Assert.Single((await File.ReadAllLinesAsync(folder["error"], TestContext.Current.CancellationToken)));
        Assert.StartsWith("bunraku: warning: there is no home folder", line, StringComparison.Ordinal);
    }

    /// <summary>Runs a command in every way, a few at a time.</summary>
    private async Task EndsAsync(Func<WorkFolder, string[]> arguments, Func<WorkFolder, LongRun, Task<bool>> isReady, Action<WorkFolder, int> check)
    {
        RequireUnix();
        using var turn = new SemaphoreSlim(3);
        await Task.WhenAll(Ways.Select(async way =>
        {
            await turn.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                using var folder = new WorkFolder();
                bool hasTerminal = way.Shell.Contains("$terminal", StringComparison.Ordinal);
                using LongRun run = LongRun.Start(way.Shell, Path.Combine(home.Path, Path.GetFileName(folder.Root)), hasTerminal, arguments(folder));
                await run.UntilAsync(() => isReady(folder, run));
                if (hasTerminal)
                {
                    run.LoseTerminal();
                }

                if (way.Signal is { } signal)
                {
                    await run.UntilAsync(() => isReady(folder, run));
                    await run.SignalAsync(signal);
                }

                check(folder, await run.EndAsync());
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{way.Name}: {failure.Message}", failure);
            }
            finally
            {
                turn.Release();
            }
        }));
    }

    private static async Task ServeSlowlyAsync(TcpListener server, HashSet<string> asked, CancellationToken stop)
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                TcpClient client = await server.AcceptTcpClientAsync(stop);
                open.Add(client);
                byte[] request = new byte[4096];
                int length = await client.GetStream().ReadAsync(request, stop);
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nPK"u8.ToArray(), stop);
                lock (asked)
                {
                    asked.Add(Encoding.ASCII.GetString(request, 0, length).Split(' ')[1].TrimStart('/'));
                }
            }
        }
        catch (OperationCanceledException)
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private static int FreePort(SocketType type, ProtocolType protocol)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, type, protocol);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static string Configuration(WorkFolder folder)
    {
        Directory.CreateDirectory(folder["run"]);
        return folder.Write("config.yaml", $$"""
            prefix: "{{folder["run"]}}"
            character_image_file_name: "{{Path.Combine(Koito, "character.png")}}"
            face_mask_image_file_name: "{{Path.Combine(Koito, "face_mask.png")}}"
            face_morpher_num_training_examples_per_sample_output: null
            body_morpher_num_training_examples_per_sample_output: null
            face_morpher_batch_size: 1
            body_morpher_batch_size: 1
            teacher: "student:{{Koito}}"
            backend: simd
            pose_sampler: own
            sparsity: {inside: 0.03, outside: 0.03, face_mask: 0.05, face_rest: 0.02}
            checkpoint_interval: 1000000
            schedule: {face: [{until: 9000, learning_rate: 1e-4}], body: [{until: 1, learning_rate: 1e-4}]}

            """);
    }

    private static void RequireUnix()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Signals, /dev/full and terminals of one's own are tried on Linux.");
        }
    }

    /// <summary>A home for all runs.</summary>
    public sealed class Home : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku home ");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
