using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd.Web;

/// <summary>A character as a page of its own, on a static host. What paints it is tested with the player.</summary>
public sealed class WebExportTests(CameraChromium browser, PublishedPage published) : IClassFixture<CameraChromium>, IClassFixture<PublishedPage>, IDisposable
{
    private const int LargestPage = 6_000_000;
    private const string LastPose = "(([index, least, most]) => { const value = poses.at(-1)?.[index]; return value >= least && value <= most; })";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-export-");

    private string Export => Path.Combine(_folder.FullName, "page");

    [Fact]
    public async Task Page_lets_mouse_and_sliders_move_the_character_and_needs_no_network_after_the_first_visit()
    {
        await published.ExportAsync(StudioProcess.ProgramFolder, Export);
        long size = new DirectoryInfo(Export).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Assert.True(size < LargestPage, $"The folder has {size} bytes.");
        UseStandInPlayer();
        await using StaticSite site = await StaticSite.StartAsync(Export);
        await using WatchedPage watched = await browser.OpenAsync(site.Address);
        IPage page = watched.Page;

        await page.WaitForFunctionAsync("() => globalThis.poses?.length > 0");
        await page.Mouse.MoveAsync(40, 300);
        await WaitForPoseAsync(page, "head_y", 0.5, 1);
        await page.Mouse.MoveAsync(860, 300);
        await WaitForPoseAsync(page, "head_y", -1, -0.5);
        await page.GetByLabel("Sliders", new() { Exact = true }).First.CheckAsync();
        await page.GetByLabel("head_y").FillAsync("0.5");
        await page.GetByLabel("mouth_aaa").FillAsync("1");
        await WaitForPoseAsync(page, "head_y", 0.5, 0.5);
        await WaitForPoseAsync(page, "mouth_aaa", 1, 1);
        await page.GetByText("Credits and licence of the character").ClickAsync();
        await Assertions.Expect(page.Locator("#licence")).ToHaveTextAsync("Picture: A. Painter Thanks to all The terms of Koito.");
        await ScreenshotAsync(page, "desktop");

        await page.SetViewportSizeAsync(390, 844);
        await ScreenshotAsync(page, "phone");
        Assert.True(await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= 390"), "The page is wider than a phone.");

        await page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await site.StopAsync();
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => globalThis.poses?.length > 5");
        await page.GotoAsync(new Uri(site.Address, "?overlay&background=00ff00").AbsoluteUri);
        await page.WaitForFunctionAsync("() => globalThis.poses?.length > 5");
        await Assertions.Expect(page.Locator(".panel")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgba(0, 0, 0, 0)");
        await Assertions.Expect(page.Locator(".stage")).ToHaveCSSAsync("background-color", "rgb(0, 255, 0)");
        await page.GotoAsync(new Uri(site.Address, "bench.html").AbsoluteUri);
        await Assertions.Expect(page.Locator("#result")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Webcam_and_microphone_move_the_character_inside_the_page()
    {
        using var detector = new StandInDetector();
        await published.ExportAsync(detector.Program, Export, detector.Models, "--webcam");
        UseStandInPlayer();
        await using StaticSite site = await StaticSite.StartAsync(Export);
        await using WatchedPage watched = await browser.OpenAsync(new Uri(site.Address, "?mode=webcam"));
        IPage page = watched.Page;

        // It starts by itself where the browser need not ask.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop camera" })).ToBeVisibleAsync(new() { Timeout = 120_000 });

        // The recorded face moves its head and its eyes.
        await page.WaitForFunctionAsync("() => globalThis.poses?.length > 0 && Math.max(...poses.map(pose => pose[39])) - Math.min(...poses.map(pose => pose[39])) > 0.02");
        await page.GetByRole(AriaRole.Button, new() { Name = "Calibrate" }).ClickAsync();
        await Assertions.Expect(page.Locator("#camera-problem")).ToBeHiddenAsync();
        await ScreenshotAsync(page, "webcam");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop camera" }).ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('video').srcObject === null");

        await page.GetByRole(AriaRole.Button, new() { Name = "Microphone" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Microphone" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.WaitForFunctionAsync("() => document.querySelector('#level').value > 0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Microphone" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Microphone" })).ToHaveAttributeAsync("aria-pressed", "false");
        watched.AssertClean();
    }

    [Fact]
    public async Task Page_speaks_the_language_of_its_address_or_the_one_that_was_chosen()
    {
        await published.ExportAsync(StudioProcess.ProgramFolder, Export);
        UseStandInPlayer();
        await using StaticSite site = await StaticSite.StartAsync(Export);
        await using WatchedPage watched = await browser.OpenAsync(new Uri(site.Address, "?lang=ja-JP&mode=sliders"));
        IPage page = watched.Page;

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ja");
        await Assertions.Expect(page.Locator("#microphone")).ToHaveTextAsync("マイク");
        await page.GetByLabel("視線 上下").FillAsync("0.5");
        await WaitForPoseAsync(page, "iris_rotation_x", 0.5, 0.5);
        await ScreenshotAsync(page, "japanese");

        await page.Locator("#language").SelectOptionAsync("ko");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
        await page.GotoAsync(site.Address.AbsoluteUri);
        await Assertions.Expect(page.Locator("#microphone")).ToHaveTextAsync("마이크");
        watched.AssertClean();
    }

    [Fact]
    public async Task Faces_become_the_same_poses_as_in_Studio()
    {
        await published.ExportAsync(StudioProcess.ProgramFolder, Export);
        await using StaticSite site = await StaticSite.StartAsync(Export);
        await using WatchedPage watched = await browser.OpenAsync(new Uri(site.Address, "licences/index.html"));
        using JsonDocument recorded = JsonDocument.Parse(await File.ReadAllTextAsync(TestData.Path("faces", "astronaut_landmarks.json"), TestContext.Current.CancellationToken));
        byte[][] messages = [.. recorded.RootElement.GetProperty("frames").EnumerateArray().Select(MessageOf)];

        double[][] inPage = await watched.Page.EvaluateAsync<double[][]>(
            """
            async messages => {
              const puppet = await (await import('/page/puppet.js')).loadPuppet();
              return messages.map((message, index) => {
                if (!puppet.TakeFace(Uint8Array.from(message), 1 + index / 30)) throw new Error('refused');
                return puppet.PoseAt(1 + index / 30);
              });
            }
            """,
            messages.Select(message => message.Select(value => (int)value).ToArray()).ToArray());

        var faces = new LatestFace();
        var driver = new PuppetDriver(faces, PuppetSettings.Webcam);
        for (int i = 0; i < messages.Length; i++)
        {
            var time = TimeSpan.FromSeconds(1 + (i / 30.0));
            Assert.True(MediaPipeMessage.TryParse(messages[i], time, out FacePose? face, out double _));
            faces.Publish(face);
            ReadOnlySpan<float> expected = driver.PoseAt(time).Pose.Values;
            for (int index = 0; index < expected.Length; index++)
            {
                Assert.Equal(expected[index], inPage[i][index], 1e-6);
            }
        }

        Assert.True(messages.Length > 5);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] MessageOf(JsonElement frame)
    {
        JsonElement scores = frame.GetProperty("blendshapes");
        float[] values = [.. Blendshapes.Names.Select(name => scores.TryGetProperty(name, out JsonElement score) ? score.GetSingle() : 0)];
        float[] matrix = [.. frame.GetProperty("matrix").GetProperty("data_js_column_major").EnumerateArray().Select(value => value.GetSingle())];
        return MediaPipePage.Message(values, matrix, 0);
    }

    private static async Task WaitForPoseAsync(IPage page, string name, double least, double most)
    {
        Assert.True(PoseParameters.TryFind(name, out PoseParameter? parameter));
        string values = string.Create(CultureInfo.InvariantCulture, $"[{parameter.Index}, {least}, {most}]");
        await page.WaitForFunctionAsync($"() => {LastPose}({values})");
    }

    private static async Task ScreenshotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BUNRAKU_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"web-{name}.png") });
        }
    }

    private void UseStandInPlayer() =>
        File.Copy(Path.Combine(SharedData.Repository, "tests", "Bunraku.EndToEnd", "Web", "standInPlayer.mjs"), Path.Combine(Export, "player", "player.js"), overwrite: true);
}
