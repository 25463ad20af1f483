using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>A browser whose camera plays a clip of a face, over and over.</summary>
public sealed class CameraChromium : Chromium
{
    /// <summary>Notes in <c>window.tracks</c> what the page opens of cameras and microphones.</summary>
    internal const string NoteTracks = """
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        window.tracks = [];
        navigator.mediaDevices.getUserMedia = async wanted => {
          const stream = await open(wanted);
          tracks.push(...stream.getTracks());
          return stream;
        };

        """;

    protected override IEnumerable<string> FurtherFlags =>
    [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={TestData.Path("faces", "clip.mjpeg")}",
    ];
}
