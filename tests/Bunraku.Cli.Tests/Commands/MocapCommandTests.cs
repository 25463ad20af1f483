using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class MocapCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ifacialmocap")]
    [InlineData("mediapipe")]
    [Trait("Category", SharedData.Golden)]
    public async Task A_golden_file_is_converted_into_its_own_form(string converter)
    {
        string golden = TestData.Path("golden", "mocap", converter + "_poses.json");
        string poses = InFolder("poses.json");
        Assert.Equal((0, ""), await RunAsync("mocap", "convert", "--converter", converter, "--in", golden, "-o", poses));

        JsonElement expected = JsonDocument.Parse(await File.ReadAllBytesAsync(golden, Stop)).RootElement;
        JsonElement actual = JsonDocument.Parse(await File.ReadAllBytesAsync(poses, Stop)).RootElement;
        Assert.Equal(expected.GetProperty("format").GetString(), actual.GetProperty("format").GetString());
        Assert.Equal(expected.GetProperty("expected").GetArrayLength(), actual.GetProperty("expected").GetArrayLength());
    }

    [Fact]
    public async Task A_recording_is_converted_with_settings_and_by_its_own_clock()
    {
        string poses = InFolder("poses.json");
        string settings = await WriteAsync("settings.json", """{"breathing":{"breaths_per_minute":60},"converter":{"eye_blink_max":0.5}}""");
        Assert.Equal((0, ""), await RunAsync("mocap", "convert", "--converter", "ifacialmocap", "--settings", settings, "--in", Record(0, 0.5), "-o", poses));

        JsonElement[] made = [.. JsonDocument.Parse(await File.ReadAllBytesAsync(poses, Stop)).RootElement.GetProperty("expected").EnumerateArray()];
        Assert.Equal([0, 1], made.Select(pose => pose.GetProperty("pose")[44].GetDouble()));
        Assert.Equal(0.5, made[0].GetProperty("pose")[12].GetDouble(), 1e-9);
    }

    [Fact]
    public async Task Names_that_no_converter_knows_are_a_warning()
    {
        string faces = await WriteAsync("faces.json", """[{"values":{"hapticLevel":1}}]""");
        (int code, string text) = await RunAsync("mocap", "convert", "--converter", "mediapipe", "--in", faces, "-o", InFolder("poses.json"));
        Assert.Equal(0, code);
        Assert.Contains($"bunraku: warning: {faces}: hapticLevel is not a name", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("convert", "--converter", "mediapipe", "--in", "absent.json", "-o", "poses.json")]
    [InlineData("convert", "--converter", "other", "--in", "absent.json", "-o", "poses.json")]
    [InlineData("info", "absent.jsonl")]
    [InlineData("replay", "absent.jsonl")]
    [InlineData("replay", "absent.jsonl", "--to", "phone")]
    [InlineData("replay", "absent.jsonl", "--to", "0x7f.0.0.1:7907")]
    [InlineData("replay", "absent.jsonl", "--to", "2130706433:7907")]
    [InlineData("replay", "absent.jsonl", "--speed", "0")]
    [InlineData("record", "-o", "no/such/folder/face.jsonl")]
    [InlineData("record", "-o", "face.jsonl", "--source", "vtubestudio")]
    [InlineData("record", "-o", "face.jsonl", "--phone", "my phone")]
    [InlineData("record", "-o", "face.jsonl", "--port", "0")]
    [InlineData("record", "-o", "face.jsonl", "--seconds", "0")]
    [InlineData("record", "-o", "face.jsonl", "--source", "mirror")]
    public async Task What_cannot_be_used_ends_with_one_line_and_exit_code_2(params string[] words)
    {
        (int code, string text) = await RunAsync(["mocap", .. words]);
        Assert.Equal(2, code);
        Assert.StartsWith("bunraku: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_tells_what_is_in_a_recording()
    {
        string path = Record(0, 0.02, 0.04, 0.06, 3);
        await File.AppendAllTextAsync(path, "{\"t\":4", Stop);
        (int code, string text) = await RunAsync("mocap", "info", path);

        Assert.Equal(0, code);
        Assert.Equal(
            """
            source       a test
            created      2030-01-02 03:04:05 UTC
            faces        5, of which 0 say that no face was seen
            duration     3 s
            rate         1.33 a second; the usual interval is 20 ms
            gaps         1
                         2.94 s after 0.06 s
            """,
            string.Join('\n', text.Split('\n')[..7]));
        Assert.Contains("tongueOut", text, StringComparison.Ordinal);
        Assert.Contains("damage       the last line was cut off", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_of_a_recording_without_faces_says_nothing_about_channels()
    {
        string path = await WriteAsync("empty.jsonl", """{"format":"bunraku-faces/1","source":"a \u001b[31mtest","created":"2030-01-02T03:04:05Z","weights":[]}""" + "\n");
        (int code, string text) = await RunAsync("mocap", "info", path);

        Assert.Equal(0, code);
        Assert.Contains("no face was seen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("never move", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task A_record_without_a_face_leaves_the_old_recording_and_makes_no_new_one()
    {
        string old = Record(0, 0.5);
        byte[] bytes = await File.ReadAllBytesAsync(old, Stop);
        foreach (string output in (string[])[old, InFolder("new.jsonl")])
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using var text = new StringWriter { NewLine = "\n" };
            Task<int> run = BunrakuCommandLine.CreateRoot("mocap").Parse(["mocap", "record", "-o", output, "--replace", "--port", $"{FreePort()}"])
                .InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = text, Error = text, EnableDefaultExceptionHandler = false }, stop.Token);
            await Task.Delay(500, Stop);
            await stop.CancelAsync();
            Assert.Equal(1, await run);
            Assert.Contains("no face arrived", text.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync(old, Stop));
        Assert.False(File.Exists(InFolder("new.jsonl")));
    }

    [Fact]
    public async Task A_replay_sends_every_face_as_a_phone_would()
    {
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)phone.Client.LocalEndPoint!).Port;
        Task<(int Code, string Text)> replay = RunAsync("mocap", "replay", Record(0, 0.01, 0.02), "--to", $"127.0.0.1:{port}", "--speed", "2");
        for (int face = 0; face < 3; face++)
        {
            string text = Encoding.UTF8.GetString((await phone.ReceiveAsync(Stop)).Buffer);
            Assert.Contains("|eyeBlink_L&25|", text, StringComparison.Ordinal);
            Assert.Contains("|=head#0,10,0,0,0,0|", text, StringComparison.Ordinal);
        }

        Assert.Equal((0, $"3 faces sent to 127.0.0.1:{port}\n"), await replay);
    }

    [Fact]
    public async Task What_a_replay_sends_is_recorded_again()
    {
        string copy = InFolder("copy.jsonl");
        string recording = Record(0, 0.05, 0.1);
        int port = FreePort();
        Task<(int Code, string Text)> record = RunAsync("mocap", "record", "-o", copy, "--port", $"{port}", "--seconds", "0.2");
        while (!record.IsCompleted)
        {
            await RunAsync("mocap", "replay", recording, "--to", $"127.0.0.1:{port}");
        }

        Assert.Equal(0, (await record).Code);
        FacePose[] faces = await FaceRecordingReader.ReadAllAsync(copy, Stop).ToArrayAsync(Stop);
        Assert.True(faces.Length > 2);
        Assert.All(faces, face => Assert.Equal(0.25, face[Blendshape.EyeBlinkLeft], 1e-9));
        Assert.All(faces, face => Assert.Equal(10, double.RadiansToDegrees(face.HeadRotation.Y), 1e-6));
    }

    private static int FreePort()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] words)
    {
        using var text = new StringWriter { NewLine = "\n" };
        return (await BunrakuCommandLine.RunAsync(words, text, text), text.ToString());
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(InFolder(name), text, Stop);
        return InFolder(name);
    }

    private string Record(params double[] times)
    {
        string path = InFolder("face.jsonl");
        double[] weights = new double[Blendshapes.Count];
        weights[(int)Blendshape.EyeBlinkLeft] = 0.25;
        using FaceRecordingWriter writer = FaceRecordingWriter.Create(path, new FaceRecordingHeader("a test", new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        foreach (double time in times)
        {
            // A receiver takes the very same packet again for a lost face.
            weights[(int)Blendshape.CheekPuff] += 0.01;
            writer.Append(new FacePose(weights) { HeadRotation = EulerAngles.FromDegrees(0, 10, 0), Timestamp = TimeSpan.FromSeconds(time) });
        }

        return path;
    }
}
