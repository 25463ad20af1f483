using Bunraku.Cli.Tests.Streams;
using Bunraku.Core.Images;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.TestSupport;
using SkiaSharp;

namespace Bunraku.Cli.Tests.Commands;

public sealed class RenderCommandTests : IDisposable
{
    private const string Nod = """{ "keyframes": [{ "time": 0, "pose": {} }, { "time": 0.2, "pose": { "head_x": 0.6 } }] }""";
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.webp")]
    [InlineData("a.gif")]
    [Trait("Category", "Slow")]
    public async Task Keyframes_become_an_animation_with_the_poses_between_them(string name)
    {
        (await CliRun.OfAsync("render", Character, "--poses", _folder.Write("nod.json", Nod), "--fps", "10", "-o", _folder[name])).Succeeded();

        using SKCodec codec = SKCodec.Create(_folder[name]);
        Assert.Equal((512, 512, 3), (codec.Info.Width, codec.Info.Height, codec.FrameCount));
        Assert.All(codec.FrameInfo, frame => Assert.Equal(100, frame.Duration));
        Assert.Equal(-1, codec.RepetitionCount);
    }

    [Fact]
    public async Task The_first_picture_of_an_animated_png_is_the_picture_of_its_pose()
    {
        (await CliRun.OfAsync("render", Character, "--poses", _folder.Write("nod.json", Nod), "--fps", "5", "-o", _folder["a.png"])).Succeeded();
        (await CliRun.OfAsync("pose", Character, "-o", _folder["rest.png"])).Succeeded();

        PictureComparison.AssertClose(PngFile.Read(_folder["rest.png"]), PngFile.Read(_folder["a.png"]), fromAlpha: 8);
    }

    /// <summary>ffmpeg's own first line says what is wrong with it, and nothing half-written is left.</summary>
    [Theory]
    [InlineData("echo \"[vost#0:0] Unknown encoder 'libx264'\" >&2; echo 'Error opening output files: Encoder not found' >&2; exit 8", "Unknown encoder 'libx264'")]
    [InlineData("cat >/dev/null; exit 0", "exit code 0 and no message")]
    [InlineData("cat >/dev/null; exit 3", "exit code 3 and no message")]
    [InlineData("cat >/dev/null; echo 'first reason' >&2; echo 'Conversion failed!' >&2; exit 1", "first reason")]
    [InlineData("yes noise | head -c 3000000 >&2; cat >/dev/null; exit 1", "noise")]
    [InlineData(null, "MP4 needs ffmpeg")] // A program of the current folder is none.
    public async Task A_video_that_ffmpeg_cannot_write_is_refused_with_its_reason(string? ffmpeg, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It needs a shell script as ffmpeg.");
        string programs = Directory.CreateDirectory(_folder["programs with blanks"]).FullName;
        string program = _folder.Write(Path.Combine(ffmpeg is null ? "." : "programs with blanks", "ffmpeg"), $"#!/bin/sh\n{ffmpeg ?? "touch was-run"}\n");
        if (ffmpeg is null)
        {
            // Its folder may have an ffmpeg too.
            File.CreateSymbolicLink(Path.Combine(programs, "dotnet"), RequiredProgram.Find("dotnet"));
        }

        string[] before = _folder.Content();
        string path = ffmpeg is null ? programs : $"{programs}:$PATH";
        _folder.Write("nod.json", Nod);
        using LongRun run = LongRun.Start(
            $"chmod +x \"{program}\"; cd \"{_folder.Root}\"; PATH=\"{path}\"; exec \"$@\" 2>error.txt", _folder["home"], hasTerminal: false, "render", Character, "--poses", "nod.json", "--fps", "5", "--background", "white", "-o", "a.mp4");

        Assert.Equal(2, await run.EndAsync());
        Assert.Contains(reason, await File.ReadAllTextAsync(_folder["error.txt"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["error.txt", "nod.json"], _folder.Content().Except(before).Where(name => !name.StartsWith("home", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_recorded_face_moves_the_character_for_as_long_as_it_was_recorded()
    {
        using (var writer = FaceRecordingWriter.Create(_folder["face.jsonl"], new FaceRecordingHeader("a test", DateTimeOffset.UnixEpoch)))
        {
            writer.Append(FacePose.Neutral);
            writer.Append(FacePose.Neutral.At(TimeSpan.FromSeconds(0.4)));
        }

        (await CliRun.OfAsync("render", Character, "--mocap", _folder["face.jsonl"], "--settings", _folder.Write("s.json", "{}"), "--fps", "10", "-o", _folder["a.webp"])).Succeeded();

        using SKCodec codec = SKCodec.Create(_folder["a.webp"]);
        Assert.Equal(5, codec.FrameCount);
    }

    [Fact]
    public async Task Keyframes_and_a_recording_are_not_mixed()
    {
        string nod = _folder.Write("nod.json", Nod);
        (await CliRun.OfAsync("render", Character, "-o", _folder["a.webp"])).Refused("--poses", "--mocap");
        (await CliRun.OfAsync("render", Character, "--poses", nod, "--mocap", nod, "-o", _folder["a.webp"])).Refused("--poses", "--mocap");
        (await CliRun.OfAsync("render", Character, "--poses", nod, "--settings", nod, "-o", _folder["a.webp"])).Refused("--settings");
        (await CliRun.OfAsync("render", Character, "--mocap", nod, "-o", _folder["a.webp"])).Refused(nod, "not a face recording");
    }

    [Fact]
    public async Task A_background_makes_every_pixel_opaque()
    {
        (await CliRun.OfAsync("render", Character, "--poses", _folder.Write("poses.json", "[{}]"), "--background", "#00b140", "-o", _folder["a.png"])).Succeeded();

        byte[] pixels = PngFile.Read(_folder["a.png"]).Pixels;
        Assert.Equal([0x00, 0xB1, 0x40, 0xFF], pixels[..4]);
        Assert.All(Enumerable.Range(0, 512 * 512), p => Assert.Equal(255, pixels[(4 * p) + 3]));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_video_is_made_by_ffmpeg()
    {
        RequiredProgram.Find("ffmpeg");

        (await CliRun.OfAsync("render", Character, "--poses", _folder.Write("nod.json", Nod), "--background", "white", "-o", _folder["a.mp4"])).Succeeded();

        byte[] video = await File.ReadAllBytesAsync(_folder["a.mp4"], TestContext.Current.CancellationToken);
        Assert.Equal("ftyp"u8.ToArray(), video[4..8]);
    }

    [Theory]
    [InlineData("a.mp4", "--background", "transparent", "background")]
    [InlineData("a.avi", "--fps", "30", ".webp")]
    [InlineData("a.png", "--fps", "0", "1 to 120")]
    [InlineData("a.gif", "--fps", "60", "50")]
    [InlineData("a.png", "--background", "pinkish", "pinkish")]
    [InlineData("a.png", "--loop", "-1", "for ever")]
    public async Task What_cannot_be_done_is_said_at_once(string name, string option, string value, string word)
    {
        string poses = _folder.Write("nod.json", Nod);

        (await CliRun.OfAsync("render", Character, "--poses", poses, option, value, "-o", _folder[name])).Refused(word);

        Assert.Equal(["nod.json"], _folder.Content());
    }

    [Fact]
    public async Task A_bad_timeline_is_named()
    {
        string poses = _folder.Write("bad.json", """{ "keyframes": [] }""");

        (await CliRun.OfAsync("render", Character, "--poses", poses, "-o", _folder["a.png"])).Refused(poses);
    }

    private static string Character => TestData.Koito;
}
