using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Api;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Api;

/// <summary>What programs can do (docs/studio-api.md).</summary>
public sealed class ApiTests : IClassFixture<StudioServer>
{
    private readonly StudioServer _studio;
    private readonly ApiClient _client;

    public ApiTests(StudioServer studio)
    {
        _studio = studio;
        _client = new ApiClient(studio);
    }

    private ExpressionMixer Mixer => _studio.App.Services.GetRequiredService<ExpressionMixer>();

    private LiveStage Stage => _studio.App.Services.GetRequiredService<PuppetSessions>().Phone.Stage;

    [Fact]
    public async Task Pose_of_a_connection_is_drawn_until_the_program_goes()
    {
        using (ClientWebSocket program = await _client.ConnectAsync("/pose/in"))
        {
            await ApiClient.SendAsync(program, "{\"head_x\": 0.75, \"eye_wink_left\": 5}");
            await Until.TrueAsync(() => Stage.Pose["head_x"] == 0.75f && Stage.Pose["eye_wink_left"] == 1, "the pose is drawn");
            await ApiClient.SendAsync(program, $"[{string.Join(',', Enumerable.Repeat("0.25", 45))}]");
            await Until.TrueAsync(() => Stage.Pose["head_x"] == 0.25f && Stage.Pose["breathing"] == 0.25f, "the list is drawn");
        } // Without a farewell.

        await Until.TrueAsync(() => Stage.Pose["head_x"] == 0 && Mixer.Programs.Count == 0, "the pose fades back");
    }

    [Fact]
    public async Task Pose_that_is_posted_holds_for_its_time_or_until_it_is_let_go()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync(HttpMethod.Post, "/pose?hold=0.3", "{\"head_y\": -0.5}")).Status);
        await Until.TrueAsync(() => Stage.Pose["head_y"] == -0.5f, "the pose is drawn");
        await Until.TrueAsync(() => Stage.Pose["head_y"] == 0, "its time is over");

        await _client.SendAsync(HttpMethod.Post, "/pose?hold=3600", "{\"head_y\": -0.5}");
        await Until.TrueAsync(() => Stage.Pose["head_y"] == -0.5f, "the pose is drawn");
        Assert.Equal(-0.5f, (await _client.SendAsync(HttpMethod.Get, "/pose")).Answer.GetProperty("head_y").GetSingle());
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync(HttpMethod.Delete, "/pose")).Status);
        await Until.TrueAsync(() => Stage.Pose["head_y"] == 0, "it was let go");
    }

    [Fact]
    public async Task Drawn_poses_reach_a_program_with_all_names_and_can_be_sent_back()
    {
        using ClientWebSocket reader = await _client.ConnectAsync("/pose/out");
        using ClientWebSocket program = await _client.ConnectAsync("/pose/in");
        await ApiClient.SendAsync(program, "{\"neck_z\": 0.5}");

        JsonElement pose;
        do
        {
            pose = await ApiClient.ReceiveAsync(reader);
        }
        while (pose.GetProperty("neck_z").GetSingle() != 0.5f);
        Assert.Equal(PoseParameters.All.Select(parameter => parameter.Name), pose.EnumerateObject().Select(member => member.Name));
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync(HttpMethod.Post, "/pose?hold=0.05", pose.GetRawText())).Status);
    }

    [Theory]
    [InlineData("{\"head_q\": 1}", "head_q", "Did you mean")]
    [InlineData("{\"head_x\": \"left\"}", "head_x", "number")]
    [InlineData("{\"head_x\": 1e999}", "head_x", "finite number")]
    [InlineData("{\"head_x\": null}", "head_x", "number")]
    [InlineData("{\"head_x\": 1, \"head_x\": 2}", "head_x", "twice")]
    [InlineData("[1, 2]", "pose", "45 numbers")]
    [InlineData("\"rest\"", "pose", "object of names and numbers")]
    [InlineData("{\"head_x\": NaN}", "pose", "not valid JSON")]
    [InlineData("", "pose", "not valid JSON")]
    public async Task Pose_that_makes_no_sense_is_answered_with_the_field_and_what_was_expected(string text, string field, string expected)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(HttpMethod.Post, "/pose", text);
        using ClientWebSocket program = await _client.ConnectAsync("/pose/in");
        await ApiClient.SendAsync(program, text);
        JsonElement told = await ApiClient.ReceiveAsync(program);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (JsonElement each in new[] { answer, told })
        {
            string error = each.GetProperty("error").GetString()!;
            Assert.Contains(field, error, StringComparison.Ordinal);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error);
        }

        await ApiClient.SendAsync(program, "{\"head_x\": 0.125}"); // The connection lives on.
        await Until.TrueAsync(() => Stage.Pose["head_x"] == 0.125f, "the next pose is drawn");
    }

    [Theory]
    [InlineData("POST", "/pose?hold=0", "{}", 400, "hold must be a number of seconds")]
    [InlineData("POST", "/pose?hold=NaN", "{}", 400, "hold must be a number of seconds")]
    [InlineData("POST", "/expressions/Jay", null, 404, "Joy")]
    [InlineData("POST", "/expressions/Joy?on=maybe", null, 400, "on must be 1 or 0")]
    [InlineData("POST", "/character", "{}", 400, "\"name\" or \"path\"")]
    [InlineData("POST", "/character", "{\"name\": 7}", 400, "name must be a text")]
    [InlineData("POST", "/character", "{\"name\": \"Nobody\"}", 404, "/api/characters")]
    [InlineData("POST", "/character", "{\"path\": \"/nothing/here\"}", 400, "/nothing/here")]
    [InlineData("POST", "/character", "nonsense", 400, "not valid JSON")]
    [InlineData("GET", "/nothing", null, 404, "GET /api/nothing")]
    [InlineData("PATCH", "/pose", "{}", 404, "PATCH /api/pose")]
    [InlineData("GET", "/pose/in", null, 426, "WebSocket")]
    public async Task Request_that_makes_no_sense_is_answered_with_one_clear_line(string method, string path, string? body, int status, string expected)
    {
        (HttpStatusCode given, JsonElement answer) = await _client.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal(status, (int)given);
        Assert.Contains(expected, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_and_message_that_are_too_long_are_refused()
    {
        string text = "{\"head_x\": " + new string(' ', 20_000) + "1}";
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(HttpMethod.Post, "/pose", text);
        using ClientWebSocket program = await _client.ConnectAsync("/pose/in");
        await ApiClient.SendAsync(program, text);

        ValueWebSocketReceiveResult told = await program.ReceiveAsync(new byte[64].AsMemory(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("bytes", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.MessageTooBig), (told.MessageType, program.CloseStatus!.Value));
    }

    [Fact]
    public async Task Expressions_are_listed_switched_and_cleared()
    {
        Assert.True((await _client.SendAsync(HttpMethod.Post, "/expressions/Joy")).Answer.GetProperty("isOn").GetBoolean());
        JsonElement listed = (await _client.SendAsync(HttpMethod.Get, "/expressions")).Answer.GetProperty("expressions");
        Assert.Equal(["Joy"], listed.EnumerateArray().Where(each => each.GetProperty("isOn").GetBoolean()).Select(each => each.GetProperty("name").GetString()!));
        Assert.Equal(["Joy"], (await _client.SendAsync(HttpMethod.Get, "/status", token: null)).Answer.GetProperty("expressions").EnumerateArray().Select(each => each.GetString()!));

        Assert.False((await _client.SendAsync(HttpMethod.Post, "/expressions/Joy?on=0")).Answer.GetProperty("isOn").GetBoolean());
        await _client.SendAsync(HttpMethod.Post, "/expressions/Wink?on=1");
        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync(HttpMethod.Delete, "/expressions")).Status);
        Assert.False(Mixer.IsOn("Wink"));
    }

    [Fact]
    public async Task Characters_are_listed_and_loaded_by_name_and_by_path()
    {
        FinishedCharacters finished = _studio.App.Services.GetRequiredService<FinishedCharacters>();
        finished.Add(TestData.Koito, "Mika");

        var characters = (await _client.SendAsync(HttpMethod.Get, "/characters")).Answer.GetProperty("characters");
        Assert.Equal(["Koito", "Mika"], characters.EnumerateArray().Select(each => each.GetProperty("name").GetString()!));
        Assert.Equal("Mika", (await _client.SendAsync(HttpMethod.Post, "/character", "{\"name\": \"Mika\"}")).Answer.GetProperty("name").GetString());
        Assert.Equal("Mika", Stage.Name);
        Assert.Equal("Koito", (await _client.SendAsync(HttpMethod.Post, "/character", "{\"name\": \"Koito\"}")).Answer.GetProperty("name").GetString());
        Assert.Equal("Koito", (await _client.SendAsync(HttpMethod.Get, "/status")).Answer.GetProperty("character").GetString());
        string path = JsonSerializer.Serialize(new { path = finished.FolderOf("Mika") });
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(HttpMethod.Post, "/character", path)).Status);
    }

    [Fact]
    public async Task Picture_shows_the_pose_and_too_many_in_a_second_are_refused()
    {
        await _client.SendAsync(HttpMethod.Post, "/character", "{\"name\": \"Koito\"}");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        byte[] rest = await PictureAsync();
        using ClientWebSocket program = await _client.ConnectAsync("/pose/in");
        await ApiClient.SendAsync(program, "{\"head_y\": 1, \"mouth_aaa\": 1}");
        await Until.TrueAsync(() => Stage.Pose["head_y"] == 1, "the pose is drawn");
        byte[] turned = await PictureAsync();

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], turned[..4]);
        Assert.NotEqual(rest, turned);
        long start = Stopwatch.GetTimestamp();
        HttpStatusCode[] answers = [.. (await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _client.AskAsync(HttpMethod.Get, "/frame.png")))).Select(response => response.StatusCode)];
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.InRange(answers.Count(answer => answer == HttpStatusCode.OK), 1, (int)(FrameTurns.MostEachSecond * (Stopwatch.GetElapsedTime(start).TotalSeconds + 2)));
    }

    private async Task<byte[]> PictureAsync()
    {
        using HttpResponseMessage response = await _client.AskAsync(HttpMethod.Get, "/frame.png");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
