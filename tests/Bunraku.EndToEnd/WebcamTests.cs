using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>The webcam page with a stand-in for MediaPipe's detector; with MediaPipe's own too where the shared data has its model.</summary>
public sealed class WebcamTests(CameraChromium chromium, StandInDetector standIn) : IClassFixture<CameraChromium>, IClassFixture<StandInDetector>
{
    private const string StandIn = "stand-in";
    private const string Model = "face_landmarker.task";
    private const string Page = "/student-mediapipe-puppeteer";
    private const int Pictures = 4;
    private const double Roll = 2;

    /// <summary>The sums of the green values in the left and in the right half of a picture.</summary>
    private const string Halves = """
        source => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
          const context = canvas.getContext('2d');
          context.drawImage(source, 0, 0, 320, 240);
          const pixels = context.getImageData(0, 0, 320, 240).data;
          const sums = [0, 0];
          for (let i = 0; i < pixels.length; i += 4) sums[(i / 4) % 320 < 160 ? 0 : 1] += pixels[i + 1];
          return sums;
        }
        """;

    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(90);

    private static string? MediaPipe => TestData.Folders("mediapipe") is [var folder, ..] ? folder : null;

    public static TheoryData<string> Detectors => [.. TestData.Own(StandIn), .. MediaPipe is null ? Array.Empty<string>() : ["MediaPipe"]];

    public static MatrixTheoryData<string, string> LesserBrowsers => new(
        Detectors.Select(row => row.Data),
        [
            "delete window.MediaStreamTrackProcessor",
            "window.Worker = class { constructor() { throw new Error('no workers here'); } }",
            "window.Worker = class extends Worker { constructor() { super('/js/webcam/no-such-worker.js', { type: 'module' }); } }",
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })",
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
        ]);

    public static TheoryData<string> ModelFiles => [.. TestData.Own("astronaut_landmarks.json"), .. MediaPipe is null ? Array.Empty<string>() : [Model]];

    [Theory]
    [MemberData(nameof(Detectors))]
    [Trait("Category", SharedData.Further)]
    public async Task Face_before_the_camera_moves_the_character(string detector)
    {
        await using StudioProcess studio = await StartAsync(detector);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await page.WaitForFrameAsync();

        await WaitForFaceAsync(page);
        await page.Page.WaitForFunctionAsync("() => /^-?[0-9]/.test(document.querySelector('[data-figure=Roll]')?.textContent)");
        await WatchUntilItMovesAsync(page);
        await TakeScreenshotAsync(page, "webcam.png");

        await Assertions.Expect(page.Page.Locator(".webcam-choice option")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator(".webcam-choice option").First).Not.ToBeEmptyAsync();
        page.AssertClean();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", await page.Page.Locator(".numbers div").AllInnerTextsAsync()).ReplaceLineEndings(" "));
    }

    [Theory]
    [MemberData(nameof(LesserBrowsers))]
    [Trait("Category", SharedData.Further)]
    public async Task Face_is_found_in_browsers_that_can_do_less(string detector, string lack)
    {
        await using StudioProcess studio = await StartAsync(detector);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page), lack);
        await WaitForFaceAsync(page);
        await page.Page.WaitForFunctionAsync("() => /^-?[0-9]/.test(document.querySelector('[data-figure=Roll]')?.textContent)");
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    [Trait("Category", SharedData.Further)]
    public async Task Camera_that_is_stopped_lets_the_character_come_to_rest_and_starts_again(string detector)
    {
        await using StudioProcess studio = await StartAsync(detector);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await page.WaitForFrameAsync();

        await WaitForFaceAsync(page);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[data-figure=Roll]')?.textContent === '–'");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await WaitForFaceAsync(page);
        page.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    [Trait("Category", SharedData.Further)]
    public async Task Camera_that_is_unplugged_gives_one_clear_message(string detector)
    {
        await using StudioProcess studio = await StartAsync(detector);
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

    [Theory]
    [InlineData("WebAssembly.validate = () => false;", "no SIMD")]
    [InlineData("delete window.WebAssembly;", "WebAssembly switched off")]
    [InlineData("const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind) { return kind === 'webgl2' ? null : get.apply(this, arguments); };", "no WebGL 2")]
    public async Task What_a_browser_lacks_is_said_by_name_and_the_camera_is_off(string lack, string name)
    {
        await using StudioProcess studio = await StartAsync(StandIn);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.Page.AddInitScriptAsync(CameraChromium.NoteTracks + lack);
        await page.Page.RouteAsync("**/vision_bundle.mjs", route => route.AbortAsync());
        await page.Page.GotoAsync(new Uri(studio.Address, Page).AbsoluteUri);

        await Assertions.Expect(page.Page.Locator(".webcam-problem")).ToContainTextAsync(name, new() { Timeout = 60_000 });
        Assert.True(await page.Page.EvaluateAsync<bool>("() => tracks.every(track => track.readyState === 'ended')"), "The camera is still on.");
    }

    [Fact]
    public async Task Camera_without_pictures_is_named_within_seconds_and_continues_by_itself()
    {
        const string Frozen = """
            navigator.mediaDevices.getUserMedia = async () => {
              const picture = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
              const context = picture.getContext('2d');
              const stream = picture.captureStream(0);
              window.isFrozen = false;
              setInterval(() => {
                if (isFrozen) return;
                context.fillStyle = `hsl(${performance.now() % 360} 80% 60%)`;
                context.fillRect(0, 0, 64, 64);
                stream.getVideoTracks()[0].requestFrame();
              }, 50);
              return stream;
            };
            """;
        await using StudioProcess studio = await StartAsync(StandIn);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page), Frozen);
        await WaitForFaceAsync(page);

        var watch = Stopwatch.StartNew();
        await page.Page.EvaluateAsync("() => { isFrozen = true; }");
        await Assertions.Expect(page.Page.Locator(".webcam-problem")).ToContainTextAsync("gives no picture", new() { Timeout = 60_000 });
        TestContext.Current.TestOutputHelper?.WriteLine($"Said after {watch.Elapsed.TotalSeconds:0.0} s.");
        await Assertions.Expect(page.Page.Locator(".webcam .pill")).ToHaveTextAsync("no picture", new() { Timeout = 60_000 });
        await page.Page.EvaluateAsync("() => { isFrozen = false; }");
        await WaitForFaceAsync(page);
        await Assertions.Expect(page.Page.Locator(".webcam-problem")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Face_that_is_lost_and_found_again_is_seen_as_in_a_mirror()
    {
        await using StudioProcess studio = await StartAsync(StandIn);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await WaitForFaceAsync(page);

        // The stand-in puts its landmarks into the brighter half of the picture that it is given.
        await page.Page.WaitForFunctionAsync($"() => ({Halves})(document.querySelector('[data-part=landmarks]')).some(sum => sum > 0)");
        double[] video = await page.Page.EvaluateAsync<double[]>($"() => ({Halves})(document.querySelector('[data-part=video]'))");
        double[] landmarks = await page.Page.EvaluateAsync<double[]>($"() => ({Halves})(document.querySelector('[data-part=landmarks]'))");
        Assert.True(video[0] < video[1] && landmarks[0] > landmarks[1], $"brightness {string.Join(" and ", video)}, landmarks {string.Join(" and ", landmarks)}");

        await page.Page.EvaluateAsync("() => { document.querySelector('[data-part=video]').srcObject.getVideoTracks()[0].enabled = false; }");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.preview').dataset.face === 'lost'");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[data-figure=Roll]')?.textContent === '–'");
        await page.Page.EvaluateAsync("() => { document.querySelector('[data-part=video]').srcObject.getVideoTracks()[0].enabled = true; }");
        await WaitForFaceAsync(page);
        await page.Page.WaitForFunctionAsync("() => /^-?[0-9]/.test(document.querySelector('[data-figure=Roll]')?.textContent)");
        page.AssertClean();
    }

    [Fact]
    public async Task Scores_and_angles_that_the_detector_gives_are_the_ones_that_are_recorded()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-e2e-");
        await using (StudioProcess studio = await StartAsync(StandIn, home))
        {
            await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
            await WaitForFaceAsync(page);
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Page.Locator("[data-card=recording] .state")).ToContainTextAsync(new Regex("[1-9][0-9] faces"), new() { Timeout = 60_000 });
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop recording" }).ClickAsync();
            await Assertions.Expect(page.Page.Locator(".recordings li")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
            page.AssertClean();
        }

        string file = Assert.Single(Directory.GetFiles(home.FullName, "*.jsonl", SearchOption.AllDirectories));
        FacePose[] faces = await FaceRecordingReader.ReadAllAsync(file, TestContext.Current.CancellationToken).ToArrayAsync(TestContext.Current.CancellationToken);
        (double[] Scores, double[] Degrees)[] given = RecordedFaces();
        Assert.InRange(faces.Length, 10, int.MaxValue);
        Assert.All(faces, face => Assert.Contains(given, frame => IsOf(face, frame)));
        Assert.NotEqual(1, faces.DistinctBy(face => face.HeadRotation).Count()); // The scores go round, so the last face may be the first again.
        home.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(ModelFiles))]
    [Trait("Category", SharedData.Further)]
    public async Task Page_without_the_face_model_says_what_to_do_and_takes_only_the_published_file(string name)
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, program: name == Model ? null : standIn.Program);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, Page));
        await Assertions.Expect(page.Page.Locator(".lack")).ToContainTextAsync("bunraku models fetch face", new() { Timeout = 60_000 });
        await TakeScreenshotAsync(page, "webcam-without-model.png");

        ILocator file = page.Page.Locator(".lack input[type=file]");
        if (name == Model)
        {
            await file.ChooseFilesAsync(Path.Combine(MediaPipe!, Model));
            await WaitForFaceAsync(page);
        }
        else
        {
            await file.ChooseFilesAsync(TestData.Path("faces", name));
            await Assertions.Expect(page.Page.Locator(".lack")).ToContainTextAsync("this is not face_landmarker.task", new() { Timeout = 60_000 });
        }

        page.AssertClean();
    }

    private Task<StudioProcess> StartAsync(string detector, DirectoryInfo? home = null)
    {
        if (detector == StandIn)
        {
            return StudioProcess.StartAsync(TestData.Koito, models: standIn.Models, home: home, program: standIn.Program);
        }

        RequiredProgram.Find("npm"); // Without it the build has no MediaPipe.
        return StudioProcess.StartAsync(TestData.Koito, models: MediaPipe, home: home);
    }

    /// <summary>The scores that the stand-in plays, in Studio's order, and the head's angles as the data has them.</summary>
    private static (double[] Scores, double[] Degrees)[] RecordedFaces()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "astronaut_landmarks.json")));
        return [.. recorded.RootElement.GetProperty("frames").EnumerateArray().Select(frame => (
            Blendshapes.Names.Select(name => frame.GetProperty("blendshapes").TryGetProperty(name, out JsonElement score) ? score.GetDouble() : 0).ToArray(),
            frame.GetProperty("euler_xyz_deg_scipy_extrinsic").EnumerateArray().Select(angle => angle.GetDouble()).ToArray()))];
    }

    private static bool IsOf(FacePose face, (double[] Scores, double[] Degrees) frame) =>
        frame.Scores.Select((score, i) => Math.Abs(score - face[(Blendshape)i])).Max() < 1e-5
        && new[] { face.HeadRotation.X, face.HeadRotation.Y, face.HeadRotation.Z }.Zip(frame.Degrees).Max(pair => Math.Abs(double.RadiansToDegrees(pair.First) - pair.Second)) < 1e-3;

    /// <summary>Waits until a face is seen; the page starts the camera by itself, because this browser need not ask.</summary>
    private static async Task WaitForFaceAsync(WatchedPage page) => await page.Page.WaitForFunctionAsync("() => document.querySelector('.preview')?.dataset.face === 'found'");

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
            string text = await page.Page.Locator("[data-figure=Roll]").InnerTextAsync();
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
