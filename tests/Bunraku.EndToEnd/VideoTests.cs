using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
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
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-manual-poser"), isPaced: false);
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.Keyboard.PressAsync("b"); // The breath moves the picture.
        ILocator button = page.Locator(".video-button");
        await button.ClickAsync();
        await WaitForSecondsAsync(page, 5);
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

    /// <summary>Records for eight seconds, of which the last one is kept: base64 of the file.</summary>
    private const string KeepOneSecond = """
        async () => {
          const { lastSeconds } = await import('/js/webm.js');
          const last = lastSeconds(document.querySelector('#stage').captureStream(30), 1, { mimeType: 'video/webm;codecs=vp8', videoKeyFrameIntervalDuration: 500 });
          await new Promise(resolve => setTimeout(resolve, 8000));
          const bytes = new Uint8Array(await (await last.take()).arrayBuffer());
          last.dispose();
          return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
        }
        """;

    /// <summary>
    /// Records for three seconds, then plays that recording to <c>lastSeconds</c> as if the recorder had handed over no more than the first bytes of it, for many
    /// numbers of bytes. The files, as base64.
    /// </summary>
    private const string TakeInTheMiddle = """
        async () => {
          const { lastSeconds } = await import('/js/webm.js');
          const stream = document.querySelector('#stage').captureStream(30);
          const media = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8', videoKeyFrameIntervalDuration: 500 });
          const parts = [];
          media.ondataavailable = event => parts.push(event.data);
          media.start(100);
          await new Promise(resolve => setTimeout(resolve, 3000));
          media.stop();
          await new Promise(resolve => media.addEventListener('stop', resolve));
          const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
          const real = MediaRecorder;
          const files = [];
          for (let i = 0; i < 24; i++) {
            window.MediaRecorder = class extends EventTarget {
              start() {}
              requestData() {
                const event = Object.assign(new Event('dataavailable'), { data: new Blob([whole.slice(0, Math.floor(whole.length * (0.5 + i / 48)))]) });
                this.ondataavailable(event);
                this.dispatchEvent(event);
              }
            };
            const bytes = new Uint8Array(await (await lastSeconds(stream, 30, {}).take()).arrayBuffer());
            files.push(btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')));
          }
          window.MediaRecorder = real;
          return files;
        }
        """;

    [Fact]
    public async Task A_recording_is_whole_wherever_the_recorder_has_got_to()
    {
        RequiredProgram.Find("ffmpeg");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-e2e-");
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-manual-poser"), isPaced: false);
        await watched.WaitForFrameAsync();
        await watched.Page.Keyboard.PressAsync("b");

        string[] files = await watched.Page.EvaluateAsync<string[]>(TakeInTheMiddle);

        Assert.Equal(24, files.Length);
        foreach (string recorded in files)
        {
            string file = Path.Combine(folder.FullName, "taken.webm");
            await File.WriteAllBytesAsync(file, Convert.FromBase64String(recorded), TestContext.Current.CancellationToken);
            Assert.InRange(await SecondsAsync(file), 0.2, 10);
        }

        watched.AssertClean();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_format_is_recorded_and_the_last_half_minute_without_a_start()
    {
        RequiredProgram.Find("ffmpeg");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-e2e-");
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-manual-poser"), isPaced: false);
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.Keyboard.PressAsync("b");
        ILocator button = page.Locator(".video-button");
        foreach (string format in (string[])["gif", "png", "webp", "zip", "mp4"])
        {
            string file = Path.Combine(folder.FullName, $"video.{format}");
            await page.GetByLabel("Format of the recording").SelectOptionAsync(format);
            long start = Stopwatch.GetTimestamp();
            await button.ClickAsync();
            await WaitForSecondsAsync(page, format == "mp4" ? 3 : 1); // The browser itself may be late with the first picture of an MP4.
            IDownload download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync(), new() { Timeout = 400_000 });
            double longest = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Assert.EndsWith("." + format, download.SuggestedFilename, StringComparison.Ordinal);
            await download.SaveAsAsync(file);
            await Assertions.Expect(button).ToHaveTextAsync("Record video", new() { Timeout = 60_000 });
            if (format == "zip")
            {
                await ZipFile.ExtractToDirectoryAsync(file, folder.FullName, TestContext.Current.CancellationToken);
                StraightImage first = PngFile.Read(Path.Combine(folder.FullName, "0001.png"));
                Assert.Equal((0, 255), (first.Pixels[3], first.Pixels[(4 * ((256 * 512) + 256)) + 3]));
                Assert.InRange(Directory.GetFiles(folder.FullName, "0*.png").Length, 15, 20 * longest); // Twenty a second.
            }
            else if (format != "webp") // Which ffmpeg cannot read; its writer has tests of its own.
            {
                double seconds = await SecondsAsync(file);
                Assert.True(seconds is >= 0.8 && seconds <= longest, $"{format}: {seconds} s, recorded for at most {longest} s");
            }
        }

        // A cluster is kept or dropped as a whole, so a little more than a second may be there.
        string recorded = await page.EvaluateAsync<string>(KeepOneSecond);
        string kept = Path.Combine(folder.FullName, "kept.webm");
        await File.WriteAllBytesAsync(kept, Convert.FromBase64String(recorded), TestContext.Current.CancellationToken);
        Assert.InRange(await SecondsAsync(kept), 0.5, 4.5);

        // A busy machine shows few pictures in that time; what is recorded lasts from the first to the last.
        int shown = await FrameAsync(page);
        await page.GetByText("Keep last 30 s").ClickAsync();
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        await page.WaitForFunctionAsync("least => document.querySelector('#stage').dataset.frame >= least", shown + 20);
        IDownload last = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Save last 30 s").ClickAsync());
        string lastFile = Path.Combine(folder.FullName, "last.webm");
        await last.SaveAsAsync(lastFile);
        Assert.InRange(await SecondsAsync(lastFile), 0.5, 35);
        watched.AssertClean();
        folder.Delete(recursive: true);
    }

    /// <summary>The number of the picture that is shown.</summary>
    private static Task<int> FrameAsync(IPage page) => page.EvaluateAsync<int>("() => Number(document.querySelector('#stage').dataset.frame)");

    /// <summary>Waits until the button counts so many seconds, or more: a busy machine may not show each.</summary>
    private static async Task WaitForSecondsAsync(IPage page, int seconds) => await page.WaitForFunctionAsync(
        "seconds => { const [, m, s] = /\\((\\d+):(\\d+)\\)/.exec(document.querySelector('.video-button').innerText) ?? []; return 60 * m + Number(s) >= seconds; }", seconds);

    /// <summary>Decodes all of a video; the time from its beginning to its last frame.</summary>
    private static async Task<double> SecondsAsync(string file)
    {
        using Process decoder = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", file, "-fps_mode", "vfr", "-f", "null", "-progress", "pipe:1", "-"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = decoder.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string lines = await decoder.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True((await errors).Length == 0, $"{Path.GetFileName(file)}: {await errors}");
        string time = lines.Split('\n').Last(line => line.StartsWith("out_time_us=", StringComparison.Ordinal))["out_time_us=".Length..];
        return long.Parse(time, CultureInfo.InvariantCulture) / 1e6;
    }
}
