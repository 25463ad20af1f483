using System.Diagnostics;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>An artist with a drawing: from a JPEG on white to a training that runs, only by what the pages say.</summary>
public sealed class JourneyTests(Chromium chromium, SyntheticTeacher teacher) : IClassFixture<Chromium>, IClassFixture<SyntheticTeacher>
{
    private const int MostClicks = 16;
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(3);
    private int _clicks;

    [Fact]
    public async Task From_a_JPEG_with_a_white_background_to_a_training_that_runs_in_under_three_minutes_and_sixteen_clicks()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, models: await teacher.ModelsAsync(), command: ["studio"]);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        byte[] drawing = await DrawingOnWhiteAsync(page);
        await page.GotoAsync(studio.Address.AbsoluteUri);
        long start = Stopwatch.GetTimestamp();

        await ClickAsync(page.Locator(".page-card", new() { HasText = "A drawing" }));
        await Assertions.Expect(page.Locator(".begin .need")).ToHaveCountAsync(1); // It says before the first step that nothing is missing.
        await Assertions.Expect(page.Locator(".begin .need[data-there=yes]")).ToContainTextAsync("THA3 separable");
        await ClickAsync(page.GetByLabel("New character"));
        await page.Keyboard.TypeAsync("mika");
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Create" }));
        _clicks += 2; // The box, and the file in the browser's dialog.
        await page.Locator("#doctor-file").ChooseFilesAsync(new FilePayload { Name = "drawing.jpg", MimeType = "image/jpeg", Buffer = drawing });
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Use this picture" }));
        await ClickAsync(page.GetByText("Next: face"));
        await PaintAsync(page);
        await ClickAsync(page.GetByText("Next: teacher and time"));
        await Assertions.Expect(page.Locator("[data-preset=quick] em")).ToContainTextAsync("about");
        await ClickAsync(page.Locator("[data-preset=quick]"));
        await ClickAsync(page.GetByText("Next: training"));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }));
        await Assertions.Expect(page.Locator("[data-card=training]")).ToHaveAttributeAsync("data-stage", "Running", new() { Timeout = 120_000 });

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_clicks} clicks, {took.TotalSeconds:0} s until the training runs");
        Assert.InRange(_clicks, 1, MostClicks);
        Assert.InRange(took, TimeSpan.Zero, MostTime);
        watched.AssertClean();
        await studio.DisposeAsync(); // With the training, which it has started.
    }

    /// <summary>Koito as an artist saves her without transparency: larger, on white, as a JPEG.</summary>
    private static async Task<byte[]> DrawingOnWhiteAsync(IPage page)
    {
        string picture = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(TestData.Koito, "character.png"), TestContext.Current.CancellationToken));
        await page.GotoAsync("about:blank");
        await page.SetContentAsync($"<body style='margin: 0; background: #fff'><img src='data:image/png;base64,{picture}' width='780' height='780'></body>");
        return await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 90, Clip = new() { X = 0, Y = 0, Width = 780, Height = 780 } });
    }

    /// <summary>Three strokes: both eyes, by the switch that paints both halves, and the mouth.</summary>
    private async Task PaintAsync(IPage page)
    {
        ILocator canvas = page.Locator(".mask-view canvas");
        await Assertions.Expect(page.Locator(".mask-painter .hint")).ToContainTextAsync("Nothing is painted yet");
        await ClickAsync(page.GetByLabel("Both halves"));
        LocatorBoundingBoxResult box = (await canvas.BoundingBoxAsync())!;
        Assert.InRange(box.Y + box.Height, 0, 800); // All of it is in the first screen.
        foreach ((float fromX, float toX, float y) in ((float, float, float)[])[(0.18f, 0.42f, 0.42f), (0.18f, 0.42f, 0.52f), (0.38f, 0.5f, 0.8f)])
        {
            _clicks++;
            await page.Mouse.MoveAsync(box.X + (fromX * box.Width), box.Y + (y * box.Height));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(box.X + (toX * box.Width), box.Y + (y * box.Height), new() { Steps = 6 });
            await page.Mouse.UpAsync();
        }

        await Assertions.Expect(page.GetByText("Saved in the project")).ToBeVisibleAsync();
    }

    private Task ClickAsync(ILocator what)
    {
        _clicks++;
        return what.ClickAsync();
    }
}
