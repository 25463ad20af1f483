using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>A browser whose camera plays a clip of a face, over and over.</summary>
public sealed class CameraChromium : Chromium
{
    protected override IEnumerable<string> FurtherFlags =>
    [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={TestData.Path("faces", "clip.mjpeg")}",
    ];
}
