using System.Diagnostics;
using Bunraku.Core.Images;
using Bunraku.Distillation.Rig;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>The page of the teacher in a real browser, with weights that draw noise but cost what trained ones cost.</summary>
public sealed class FullManualPoserTests(Chromium chromium, SyntheticTeacher teacher) : IClassFixture<Chromium>, IClassFixture<SyntheticTeacher>
{
    private const string Page = "full-manual-poser";
    private const float Patience = 120_000;

    /// <summary>A picture takes seconds where the tests have the machine to themselves, and minutes where they share it.</summary>
    private const float DrawingPatience = 600_000;

    [Fact]
    public async Task Picture_is_posed_its_outputs_are_shown_and_one_is_saved()
    {
        string weights = await teacher.WeightsAsync();
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, command: [Page, "--weights", weights, "--device", "cpu"]);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await ChooseAsync(page);
        await WaitForRestAsync(page);
        long before = await page.PixelsAsync();

        await DragAsync(page.Page, page.Page.Locator("input[type=range][aria-label='Head, turn']"));
        await Assertions.Expect(page.Page.Locator(".drawing[data-state=drawing]")).ToBeVisibleAsync(new() { Timeout = Patience });
        await WaitForRestAsync(page);
        long after = await page.PixelsAsync();
        Assert.NotEqual(before, after);

        foreach ((string output, int side) in new[] { ("9", 256), ("27", 128) })
        {
            string frame = await FrameAsync(page);
            var watch = Stopwatch.StartNew();
            await page.Page.Locator("select[aria-label=Output]").SelectOptionAsync(output);
            await page.Page.WaitForFunctionAsync("frame => document.querySelector('#stage').dataset.frame !== frame", frame);
            TestContext.Current.TestOutputHelper?.WriteLine($"Output {output} of the same pose was shown after {watch.ElapsedMilliseconds} ms.");
            IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Save image" }).ClickAsync());
            StraightImage saved = PngFile.Read(await download.PathAsync());
            Assert.Equal((side, side), (saved.Width, saved.Height));
            Assert.StartsWith("koito", download.SuggestedFilename, StringComparison.Ordinal);
        }

        page.AssertClean();
    }

    [Fact]
    public async Task Page_without_weights_says_what_is_missing_and_leads_to_the_student_poser()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, command: [Page]);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await Assertions.Expect(page.Page.Locator(".weights li[data-there=no]")).ToHaveCountAsync(5, new() { Timeout = Patience });

        await ImportAsync(page, "/no/such/archive.zip");
        await Assertions.Expect(page.Page.Locator(".setup-error")).ToContainTextAsync("/no/such/archive.zip", new() { Timeout = Patience });
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Pose a trained character instead" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".character-chip")).ToContainTextAsync("Koito", new() { Timeout = Patience });
        page.AssertClean();
    }

    [Fact]
    public async Task Weights_that_are_imported_in_the_page_are_used_at_once()
    {
        string weights = await teacher.WeightsAsync();
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, command: [Page]);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);

        await ImportAsync(page, weights);
        await page.Page.Locator("#doctor-file").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        page.AssertClean();
    }

    private static async Task ImportAsync(WatchedPage page, string source)
    {
        await page.Page.Locator("#weights-source").FillAsync(source);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
    }

    private static async Task ChooseAsync(WatchedPage page)
    {
        await page.Page.Locator("#doctor-file").ChooseFilesAsync(new FilePayload { Name = "koito.png", MimeType = "image/png", Buffer = PngFile.Encode(new RigPoser(RigCharacter.Default).DrawPicture()) });
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pose this picture" }).ClickAsync();
    }

    private static Task WaitForRestAsync(WatchedPage page) =>
        Assertions.Expect(page.Page.Locator(".drawing[data-state=rest]")).ToContainTextAsync("Drawn in", new() { Timeout = DrawingPatience });

    private static Task<string> FrameAsync(WatchedPage page) => page.Page.EvaluateAsync<string>("() => document.querySelector('#stage').dataset.frame");

    private static async Task DragAsync(IPage page, ILocator slider)
    {
        LocatorBoundingBoxResult box = (await slider.BoundingBoxAsync())!;
        float y = box.Y + (box.Height / 2);
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), y);
        await page.Mouse.DownAsync();
        for (int step = 1; step <= 20; step++)
        {
            await page.Mouse.MoveAsync(box.X + (box.Width * (0.5f + (0.02f * step))), y);
        }

        await page.Mouse.UpAsync();
    }
}
