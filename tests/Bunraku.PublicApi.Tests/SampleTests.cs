using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.PublicApi.Tests;

/// <summary>The programs of samples/, as somebody who tries them starts them.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku samples ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task PoseOnePicture_writes_a_picture()
    {
        string picture = PathOf("koito.png");

        await RunAsync("PoseOnePicture", TestData.Koito, picture);

        StraightImage drawn = PngFile.Read(picture);
        Assert.Equal((512, 512), (drawn.Width, drawn.Height));
        Assert.NotEqual(PngFile.Read(Path.Combine(TestData.Koito, "character.png")).Pixels, drawn.Pixels);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task StreamToFfmpeg_makes_a_video_of_a_face()
    {
        RequiredProgram.Find("ffmpeg");
        string video = PathOf("face.mp4"), picture = PathOf("first.png");
        int port = FreePort(SocketType.Dgram);
        using var phone = new UdpClient(AddressFamily.InterNetwork);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task sending = SendAsync(phone, port, over.Token);

        string said = await RunAsync("StreamToFfmpeg", TestData.Koito, video, "15", $"{port}");
        await over.CancelAsync();
        await sending;

        Assert.StartsWith("15 frames, ", said, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 faces", said, StringComparison.Ordinal);
        using Process reading = Process.Start("ffmpeg", ["-loglevel", "error", "-i", video, "-frames:v", "1", picture]);
        await reading.WaitForExitAsync(TestContext.Current.CancellationToken);
        byte[] corner = PngFile.Read(picture).Pixels[..3];
        Assert.True(corner[0] < 60 && corner[1] > 200 && corner[2] < 60, $"The corner of the first frame is {string.Join(", ", corner)}, not green.");
    }

    [Fact]
    public async Task WebPage_serves_a_page_and_frames()
    {
        string address = $"http://127.0.0.1:{FreePort(SocketType.Stream)}";
        using Process server = Start("WebPage", TestData.Koito, "--urls", address);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            while (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("Now listening", StringComparison.Ordinal))
            {
                // Kestrel says when it is ready.
            }

            Assert.Contains("frame.png", await http.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            byte[] rest = await http.GetByteArrayAsync("/frame.png", TestContext.Current.CancellationToken);
            byte[] turned = await http.GetByteArrayAsync("/frame.png?head_y=0.5", TestContext.Current.CancellationToken);
            Assert.NotEqual(PngFile.Decode(rest, "rest").Pixels, PngFile.Decode(turned, "turned").Pixels);
            using HttpResponseMessage refused = await http.GetAsync("/frame.png?head_why=0.5", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("head_why", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task DistilFromCode_trains_a_character_that_can_be_loaded()
    {
        string said = await RunAsync("DistilFromCode", PathOf("koito"), "2");

        Assert.Contains("face_morpher 2: loss", said, StringComparison.Ordinal);
        Assert.Contains("body_morpher 2: loss", said, StringComparison.Ordinal);
        Assert.Equal(512 * 512 * 4, CharacterModel.Load(said.TrimEnd().Split('\n')[^1].Trim()).Picture.Values.Length);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static int FreePort(SocketType type)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task SendAsync(UdpClient phone, int port, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (int number = 0; !over.IsCancellationRequested; number++)
        {
            byte[] packet = [.. System.Text.Encoding.ASCII.GetBytes($"jawOpen-{number % 100}|=head#0.0,{number % 30}.0,0.0,0,0,0|")];
            await phone.SendAsync(packet, new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static Process Start(string sample, params string[] arguments)
    {
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, $"../../{sample}/release/{sample}.dll"));
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
    }

    private static async Task<string> RunAsync(string sample, params string[] arguments)
    {
        using Process process = Start(sample, arguments);
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{sample} ended with {process.ExitCode}: {text}");
        return text;
    }
}
