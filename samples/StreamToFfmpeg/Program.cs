// A face from a phone (iFacialMocap, UDP) moves a character, and ffmpeg gets the frames; there is no window.
// StreamToFfmpeg CHARACTER OUT [FRAMES] [PORT]: OUT is a file or an address that ffmpeg can write, for example stream.mp4.
// Without FRAMES it runs until Ctrl+C. In the app, type this computer's address; the default port is the app's own.
using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Siren;

const int Size = 512, FramesPerSecond = 30;
int frames = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : int.MaxValue;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // The video is finished first.
    stop.Cancel();
};

// The phone: a source that receives, and a puppet driver that makes a pose of its newest face.
var source = new IFacialMocapSource(IFacialMocapSource.SetupFor(phone: null) with { Port = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : PhonePorts.Computer });
Task receiving = source.RunAsync(stop.Token);
var puppet = new PuppetDriver(source.Latest, PuppetSettings.Default);

// The picture: over green, as raw RGBA on ffmpeg's standard input.
CharacterModel character = CharacterModel.Load(args[0]);
using var poser = new StudentPoser(character) { Mask = StudentPoser.FindMask(character) };
var frame = new PosedFrame();
byte[] pixels = new byte[Size * Size * 4];
string[] options = ["-loglevel", "error", "-y", "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", $"{Size}x{Size}", "-use_wallclock_as_timestamps", "1", "-i", "-", "-pix_fmt", "yuv420p", args[1]];
using Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", options) { RedirectStandardInput = true })!;
Stream video = ffmpeg.StandardInput.BaseStream;

using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / FramesPerSecond));
try
{
    for (int count = 0; count < frames && await timer.WaitForNextTickAsync(stop.Token); count++)
    {
        poser.Render(puppet.PoseAt(FaceClock.TimeOf(TimeProvider.System)).Pose, frame);
        FrameConversion.OverBackground(frame.Blended, Size, Size, LinearColor.FromSrgb(0, 255, 0), pixels);
        await video.WriteAsync(pixels);
    }
}
catch (OperationCanceledException)
{
    // Ctrl+C was pressed.
}

await stop.CancelAsync();
await receiving;
video.Close();
await ffmpeg.WaitForExitAsync();
Console.WriteLine($"{puppet.Status.PosesMade} frames, {puppet.Status.FacesUsed} faces");
return ffmpeg.ExitCode;
