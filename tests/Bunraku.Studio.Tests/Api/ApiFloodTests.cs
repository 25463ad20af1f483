using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Api;
using Bunraku.Studio.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Api;

/// <summary>Programs that send too much, read too little, or vanish.</summary>
public sealed class ApiFloodTests(StudioServer studio) : IClassFixture<StudioServer>
{
    private readonly ApiClient _client = new(studio);

    private ExpressionMixer Mixer => studio.App.Services.GetRequiredService<ExpressionMixer>();

    private LiveStage Stage => studio.App.Services.GetRequiredService<PuppetSessions>().Phone.Stage;

    [Fact]
    public async Task Flood_of_poses_is_passed_over_the_last_one_counts_and_no_memory_is_kept()
    {
        using ClientWebSocket program = await _client.ConnectAsync("/pose/in");
        int moved = 0;
        Mixer.Programs.Changed += () => Interlocked.Increment(ref moved);
        string blanks = new(' ', 4000);
        byte[][] poses = [.. Enumerable.Range(0, 1000).Select(number => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"head_x\": {number / 1000.0}, \"head_y\": 0.5{blanks}}}")))];
        await SendAllAsync(); // What the server's pools keep is there afterwards.
        (moved, long start, long before) = (0, Stopwatch.GetTimestamp(), GC.GetTotalMemory(forceFullCollection: true));
        await SendAllAsync();
        await ApiClient.SendAsync(program, "{\"head_x\": -1}");
        await Until.TrueAsync(() => Stage.Pose["head_x"] == -1, "the last pose is drawn");
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.True(moved <= 2 + (seconds * 126), $"{moved} poses took effect in {seconds} s");
        Assert.True(seconds >= 1.4, $"30,000 messages were read in {seconds} s");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 40 << 20); // The messages have 120 MB. Other tests run at the same time.

        async Task SendAllAsync()
        {
            for (int number = 0; number < 30_000; number++)
            {
                await program.SendAsync(poses[number % poses.Length], WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task Program_that_reads_none_of_its_poses_and_answers_stops_nobody()
    {
        using Socket deaf = await DeafAsync("/api/pose/out");
        using Socket noisy = await DeafAsync("/api/pose/in");
        using ClientWebSocket reader = await _client.ConnectAsync("/pose/out");
        using ClientWebSocket program = await _client.ConnectAsync("/pose/in");
        byte[] nonsense = Frame("[1]");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task noise = Task.Run(
            async () =>
            {
                try
                {
                    while (true)
                    {
                        await noisy.SendAsync(nonsense, ended.Token);
                    }
                }
                catch (Exception e) when (e is OperationCanceledException or SocketException)
                {
                    // Enough.
                }
            },
            TestContext.Current.CancellationToken);
        for (int number = 1; number <= 50; number++)
        {
            float wanted = number / 64f;
            await ApiClient.SendAsync(program, string.Create(CultureInfo.InvariantCulture, $"{{\"body_y\": {wanted}}}"));
            while ((await ApiClient.ReceiveAsync(reader)).GetProperty("body_y").GetSingle() != wanted)
            {
            }
        }

        await ended.CancelAsync();
        await noise;
    }

    [Fact]
    public async Task Programs_that_vanish_at_any_moment_leave_no_place_taken()
    {
        for (int round = 0; round < 40; round++)
        {
            Socket socket = await DeafAsync(round % 2 == 0 ? "/api/pose/in" : "/api/pose/out");
            byte[] frame = Frame("{\"head_x\": 1}");
            await socket.SendAsync(frame.AsMemory(0, round % frame.Length), TestContext.Current.CancellationToken);
            socket.LingerState = new LingerOption(enable: true, seconds: 0); // Torn down, not closed.
            socket.Dispose();
        }

        await AllPlacesAreFreeAsync();
        await Until.TrueAsync(() => Stage.Pose["head_x"] == 0, "the pose fades back");
        ClientWebSocket[] all = await Task.WhenAll(Enumerable.Range(0, ApiConnections.MostReaders).Select(_ => _client.ConnectAsync("/pose/out")));
        foreach (ClientWebSocket reader in all)
        {
            reader.Dispose();
        }
    }

    [Fact]
    public async Task Ninth_program_of_a_kind_is_refused()
    {
        await AllPlacesAreFreeAsync(); // Connections of the test before may still be closing.
        foreach (string path in new[] { "/pose/in", "/pose/out" })
        {
            ClientWebSocket[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.ConnectAsync(path)));
            (HttpStatusCode status, string text) = await UpgradeAsync("/api" + path);
            Assert.True((int)status is 400 or 503, text);
            Assert.Contains("At most 8 programs", text, StringComparison.Ordinal);
            foreach (ClientWebSocket socket in all)
            {
                socket.Dispose();
            }
        }
    }

    [Fact]
    public async Task Flood_of_requests_is_refused_with_the_way_out()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 3 * ApiGuard.MostEachSecond).Select(_ => _client.AskAsync(HttpMethod.Get, "/expressions")));
        HttpResponseMessage refused = Assert.Single(answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).Take(1));

        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("WebSocket", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(HttpMethod.Get, "/expressions")).Status);
    }

    private Task AllPlacesAreFreeAsync() =>
        Until.TrueAsync(() => Mixer.Programs.Count == 0 && studio.App.Services.GetRequiredService<ApiConnections>().Readers == 0, "all places are free");

    /// <summary>A connection with small buffers that nobody reads.</summary>
    private async Task<Socket> DeafAsync(string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(studio.Address.Host, studio.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(Upgrade(path)), TestContext.Current.CancellationToken);
        byte[] answer = new byte[12];
        Assert.Equal(12, await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken));
        Assert.Equal("HTTP/1.1 101", Encoding.ASCII.GetString(answer));
        return socket;
    }

    private async Task<(HttpStatusCode Status, string Text)> UpgradeAsync(string path)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(studio.Address.Host, studio.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(Upgrade(path)), TestContext.Current.CancellationToken);
        byte[] answer = new byte[4096];
        var text = new StringBuilder();
        while (!text.ToString().Contains("error", StringComparison.Ordinal) && await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken) is > 0 and int length)
        {
            text.Append(Encoding.UTF8.GetString(answer, 0, length));
        }

        return ((HttpStatusCode)int.Parse(text.ToString().AsSpan(9, 3), CultureInfo.InvariantCulture), text.ToString());
    }

    private string Upgrade(string path) =>
        $"GET {path} HTTP/1.1\r\nHost: {studio.Address.Authority}\r\nAuthorization: Bearer {_client.Token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    /// <summary>A short text as a client's frame, under a mask of zeros.</summary>
    private static byte[] Frame(string text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];
}
