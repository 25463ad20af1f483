using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Images;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class ManualPoserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int EnoughFrames = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private const string CountFrames = """
        () => {
          window.framesDrawn = 0;
          new MutationObserver(changes => { window.framesDrawn += changes.length; }).observe(document.querySelector('#stage'), { attributeFilter: ['data-frame'] });
        }
        """;

    [Fact]
    public async Task Slider_that_is_dragged_moves_the_character_while_it_is_dragged()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.WaitForFrameAsync();
        long before = await page.PixelsAsync();
        await page.Page.EvaluateAsync(CountFrames);

        ILocator slider = page.Page.Locator("input[type=range][aria-label='Head, turn']");
        int frames = await DragAsync(page.Page, slider);

        Assert.True(frames >= EnoughFrames, $"{frames} frames were drawn while the slider was dragged.");
        Assert.NotEqual(before, await page.PixelsAsync());
        Assert.NotEqual(0.0, double.Parse(await slider.InputValueAsync(), CultureInfo.InvariantCulture));
        page.AssertClean();
    }

    [Fact]
    public async Task Keys_reset_the_pose_and_save_the_picture()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.WaitForFrameAsync();
        ILocator slider = page.Page.Locator("input[type=range][aria-label='Head, tilt']");
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("PageUp");
        await Assertions.Expect(slider).Not.ToHaveValueAsync("0");
        await page.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(slider).ToHaveValueAsync("0", new() { Timeout = 60_000 });

        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Keyboard.PressAsync("Control+s"));
        StraightImage picture = PngFile.Read(await download.PathAsync());

        Assert.Equal(Path.GetFileName(TestData.Koito) + ".png", download.SuggestedFilename);
        Assert.Equal((512, 512), (picture.Width, picture.Height));
        Assert.Equal(0, picture.Pixels[3]);
        Assert.Equal(255, picture.Pixels[(4 * ((256 * 512) + 256)) + 3]);
        page.AssertClean();
    }

    [Fact]
    public async Task Character_is_chosen_by_its_folder_and_another_one_by_its_files()
    {
        DirectoryInfo folders = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string folder = Path.Combine(folders.FullName, MadeUpCharacter.Name);
        MadeUpCharacter.Create().Save(folder);
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.WaitForFrameAsync();
        long before = await page.PixelsAsync();
        ILocator chip = page.Page.Locator(".character-chip");
        await Assertions.Expect(chip).ToContainTextAsync("Koito");
        await chip.ClickAsync();
        ILocator path = page.Page.GetByLabel("Folder or bundle of the character");
        ILocator open = page.Page.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true });

        await path.FillAsync("/no/such/folder");
        await open.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".chooser-error")).ToContainTextAsync("/no/such/folder", new() { Timeout = 60_000 });
        await path.FillAsync(folder);
        await open.ClickAsync();
        await Assertions.Expect(chip).ToContainTextAsync(Path.GetFileName(folder), new() { Timeout = 60_000 });
        long first = await OtherPixelsAsync(page, before);

        await chip.ClickAsync();
        await page.Page.Locator("#character-files").ChooseFilesAsync(TestData.KoitoFiles);
        await OtherPixelsAsync(page, first);
        page.AssertClean();
        folders.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_any_character_of_the_users_Studio_opens_with_one_that_moves()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, command: ["studio"]);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#live')?.dataset.frame > 0", options: new() { Timeout = 60_000 });
        await Assertions.Expect(page.Page.Locator("p").First).ToContainTextAsync("Koito is ready");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#live')?.dataset.frame > 10", options: new() { Timeout = 60_000 });
        page.AssertClean();
    }

    [Fact]
    public async Task Open_page_goes_on_after_a_restart_of_Studio()
    {
        string character = TestData.Koito;
        StudioProcess first = await StudioProcess.StartAsync(character);
        await using WatchedPage page = await chromium.OpenAsync(first.Address);
        await page.WaitForFrameAsync();
        await page.Page.EvaluateAsync("() => { window.isOldPage = true; }");
        await first.DisposeAsync();
        await Assertions.Expect(page.Page.GetByText("Studio isn't running.")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await using StudioProcess second = await StudioProcess.StartAsync(character, first.Address.GetLeftPart(UriPartial.Authority));
        await page.Page.WaitForFunctionAsync("() => !window.isOldPage && document.querySelector('#stage')?.dataset.frame > 0");
        Assert.Single(second.Output.Trim().Split('\n')); // An old page's token is nothing to report.
    }

    /// <summary>Drags a slider to and fro with the mouse, until enough frames were drawn meanwhile.</summary>
    /// <returns>How many.</returns>
    /// <summary>Waits until the canvas shows something else.</summary>
    private static async Task<long> OtherPixelsAsync(WatchedPage page, long before)
    {
        var waited = Stopwatch.StartNew();
        long now = await page.PixelsAsync();
        while (now == before && waited.Elapsed < Patience)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            now = await page.PixelsAsync();
        }

        Assert.NotEqual(before, now);
        return now;
    }

    private static async Task<int> DragAsync(IPage page, ILocator slider)
    {
        LocatorBoundingBoxResult box = (await slider.BoundingBoxAsync())!;
        float y = box.Y + (box.Height / 2);
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), y);
        await page.Mouse.DownAsync();
        long start = Stopwatch.GetTimestamp();
        int frames = 0;
        for (int step = 1; frames < EnoughFrames && Stopwatch.GetElapsedTime(start) < Patience; step++)
        {
            // Never back to the middle, which is where it began.
            await page.Mouse.MoveAsync(box.X + (box.Width * (0.75f + (0.15f * MathF.Sin(step / 10f)))), y);
            frames = await page.EvaluateAsync<int>("() => window.framesDrawn");
        }

        await page.Mouse.UpAsync();
        return frames;
    }
}
