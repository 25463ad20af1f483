using System.Diagnostics;
using System.Globalization;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class WebcamTests(CameraChromium chromium) : IClassFixture<CameraChromium>
{
    private const string Page = "/student-mediapipe-puppeteer";
    private const int Pictures = 4;
    private const double Roll = 2;
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Face_before_the_camera_moves_the_character()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(SharedData.Characters()[0], models: SharedData.Path("mediapipe"));
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await page.WaitForFrameAsync();

        await WaitForFaceAsync(page);
        await page.Page.WaitForFunctionAsync("() => /^-?[0-9]/.test(document.querySelector('[data-figure=headZ]')?.textContent)");
        await WatchUntilItMovesAsync(page);
        await TakeScreenshotAsync(page, "webcam.png");

        await Assertions.Expect(page.Page.Locator(".webcam-choice option")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator(".webcam-choice option").First).Not.ToBeEmptyAsync();
        page.AssertClean();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", await page.Page.Locator(".numbers div").AllInnerTextsAsync()).ReplaceLineEndings(" "));
    }

    [Theory]
    [InlineData("delete window.MediaStreamTrackProcessor")]
    [InlineData("window.Worker = class { constructor() { throw new Error('no workers here'); } }")]
    [InlineData("window.Worker = class extends Worker { constructor() { super('/js/webcam/no-such-worker.js', { type: 'module' }); } }")]
    public async Task Face_is_found_in_browsers_that_can_do_less(string lack)
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(SharedData.Characters()[0], models: SharedData.Path("mediapipe"));
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.Page.AddInitScriptAsync(lack);
        await page.Page.GotoAsync(new Uri(studio.Address, Page).AbsoluteUri);
        await WaitForFaceAsync(page);
        await page.Page.WaitForFunctionAsync("() => /^-?[0-9]/.test(document.querySelector('[data-figure=headZ]')?.textContent)");
    }

    [Fact]
    public async Task Camera_that_is_stopped_lets_the_character_come_to_rest_and_starts_again()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(SharedData.Characters()[0], models: SharedData.Path("mediapipe"));
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await page.WaitForFrameAsync();

        await WaitForFaceAsync(page);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[data-figure=headZ]')?.textContent === '–'");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await WaitForFaceAsync(page);
        page.AssertClean();
    }

    [Fact]
    public async Task Camera_that_is_unplugged_gives_one_clear_message()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(SharedData.Characters()[0], models: SharedData.Path("mediapipe"));
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await page.WaitForFrameAsync();
        await WaitForFaceAsync(page);

        await page.Page.EvaluateAsync("() => document.querySelector('.preview video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))");
        await Assertions.Expect(page.Page.Locator(".webcam-problem")).ToContainTextAsync("unplugged");
        await page.Page.EvaluateAsync("() => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.preview')?.dataset.state === 'running'");

        await Assertions.Expect(page.Page.Locator(".webcam-problem")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Page_without_the_face_model_says_what_to_do_and_takes_the_file()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(SharedData.Characters()[0]);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await Assertions.Expect(page.Page.Locator(".lack")).ToContainTextAsync("bunraku models fetch face", new() { Timeout = 60_000 });
        await TakeScreenshotAsync(page, "webcam-without-model.png");

        ILocator file = page.Page.Locator(".lack input[type=file]");
        await file.ChooseFilesAsync(SharedData.Path("mediapipe", "astronaut_landmarks.json"));
        await Assertions.Expect(page.Page.Locator(".lack")).ToContainTextAsync("this is not face_landmarker.task", new() { Timeout = 60_000 });
        await file.ChooseFilesAsync(SharedData.Path("mediapipe", "face_landmarker.task"));
        await WaitForFaceAsync(page);
        page.AssertClean();
    }

    /// <summary>Waits until a face is seen; the page starts the camera by itself, because this browser need not ask.</summary>
    private static async Task WaitForFaceAsync(WatchedPage page)
    {
        RequiredProgram.Find("npm"); // Without it the build has no face detection.
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.preview')?.dataset.face === 'found'");
    }

    /// <summary>Waits until the canvas has shown several pictures and the head has rolled, as it does in the clip.</summary>
    private static async Task WatchUntilItMovesAsync(WatchedPage page)
    {
        HashSet<long> pictures = [];
        List<double> angles = [];
        var watch = Stopwatch.StartNew();
        while (pictures.Count < Pictures || angles.Count == 0 || angles.Max() - angles.Min() < Roll)
        {
            Assert.True(watch.Elapsed < WatchTime, $"In {WatchTime} the canvas showed {pictures.Count} different pictures, and the head's roll was {string.Join(", ", angles)}.");
            pictures.Add(await page.PixelsAsync());
            string text = await page.Page.Locator("[data-figure=headZ]").InnerTextAsync();
            if (double.TryParse(text.TrimEnd('°'), CultureInfo.InvariantCulture, out double angle))
            {
                angles.Add(angle);
            }
        }
    }

    /// <summary>For a person who wants to look: BUNRAKU_SCREENSHOTS names the folder.</summary>
    private static async Task TakeScreenshotAsync(WatchedPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BUNRAKU_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name) });
        }
    }
}
