using System.Diagnostics;
using Bunraku.Core.Images;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class VideoTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Five_seconds_are_recorded_as_WebM_with_transparency()
    {
        RequiredProgram.Find("ffmpeg");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string video = Path.Combine(folder.FullName, "video.webm");
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-manual-poser"));
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.Keyboard.PressAsync("b"); // The breath moves the picture.
        ILocator button = page.Locator(".video-button");
        await button.ClickAsync();
        await Assertions.Expect(button).ToContainTextAsync("(0:05)", new() { Timeout = 60_000 });
        IDownload download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        Assert.EndsWith(".webm", download.SuggestedFilename, StringComparison.Ordinal);
        await download.SaveAsAsync(video);
        await Assertions.Expect(button).ToHaveTextAsync("Record video", new() { Timeout = 60_000 });

        string frames = Path.Combine(folder.FullName, "%03d.png");
        using Process decoder = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-c:v", "libvpx-vp9", "-i", video, "-pix_fmt", "rgba", "-fps_mode", "passthrough", frames]))!;
        await decoder.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, decoder.ExitCode);
        string[] pictures = Directory.GetFiles(folder.FullName, "*.png");
        Assert.True(pictures.Length >= 2, $"{pictures.Length} frames in five seconds"); // How many depends on the machine.
        StraightImage last = PngFile.Read(pictures.Order().Last());
        Assert.Equal(512, last.Width);
        Assert.InRange(last.Pixels[3], 0, 8); // A corner is transparent, the character is not.
        Assert.InRange(last.Pixels[(4 * ((256 * 512) + 256)) + 3], 247, 255);
        watched.AssertClean();
        folder.Delete(recursive: true);
    }
}
