using System.Diagnostics;
using System.Text.Json;
using Bunraku.Core.Images;
using Bunraku.Distillation.Rig;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class DistillerTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncDisposable
{
    private const string Phases = """
        face:
          - {until: 100, learning_rate: 3e-4}
        body:
          - {until: 4, learning_rate: 3e-4}
        """;

    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 120_000 };
    private static readonly LocatorAssertionsToHaveAttributeOptions Late = new() { Timeout = 600_000 };
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("bunraku-e2e-");

    private readonly DateTime _begun = DateTime.UtcNow;

    private string Project => Path.Combine(_home.FullName, "data", "distiller", "mika");

    private string StatusFile => Path.Combine(Project, "status.json");

    [Fact]
    public async Task From_a_picture_to_a_character_that_moves_while_Studio_and_the_training_are_killed_in_the_middle()
    {
        string address;
        Progress atKill;
        await using (StudioProcess first = await StudioProcess.StartAsync(character: null, home: _home, command: ["distiller-ui"]))
        {
            await using WatchedPage watched = await chromium.OpenAsync(first.Address);
            IPage page = watched.Page;
            await CreateAsync(page);
            await PutPictureAsync(page);
            await PaintMaskAsync(page);
            await ConfigureAsync(page);
            watched.AssertClean();
            address = await StartTrainingAsync(page);
            await first.KillAsync();
            atKill = ReadProgress();
            Assert.Equal("running", atKill.State);
            AssertPolite(atKill.Process);
        }

        Progress alone = await GoOnUntilAsync(progress => progress.Saved >= 20 && progress.Seen > atKill.Seen);
        Assert.Equal(atKill.Process, alone.Process);
        await KillTrainingAsync(alone.Process);

        await using StudioProcess second = await StudioProcess.StartAsync(character: null, home: _home, command: ["distiller-ui"]);
        await using WatchedPage after = await chromium.OpenAsync(new Uri(second.Address, address));
        ILocator training = after.Page.Locator("[data-card=training]");
        await Assertions.Expect(training).ToHaveAttributeAsync("data-stage", "Interrupted", Late);
        await after.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(training).ToHaveAttributeAsync("data-stage", "Finished", Late);

        // While it was trained, teacher and student began to move by themselves.
        await Assertions.Expect(after.Page.Locator("[data-card=comparison] canvas[data-frame]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Assertions.Expect(after.Page.Locator("[data-card=curves] [data-quality]")).ToContainTextAsync("dB at", Soon);
        Assert.NotEqual(alone.Process, ReadProgress().Process);
        Assert.Equal("finished", ReadProgress().State);
        await MoveAsync(after);
        after.AssertClean();
    }

    /// <summary>A training outlives its Studio, so a test that fails in the middle ends it here.</summary>
    public async ValueTask DisposeAsync()
    {
        await StudioProcess.EndThoseOfAsync(TestContext.Current.Test!);
        if (File.Exists(StatusFile) && ReadProgress() is { State: "running" } progress && Process.GetProcesses().Any(process => process.Id == progress.Process))
        {
            await KillTrainingAsync(progress.Process);
        }

        _home.Delete(recursive: true);
    }

    /// <summary>Linux may share the processor out between sessions before it asks for the priority of a process.</summary>
    private static void AssertPolite(int process)
    {
        string group = $"/proc/{process}/autogroup";
        if (File.Exists(group))
        {
            Assert.EndsWith(" nice 10\n", File.ReadAllText(group), StringComparison.Ordinal);
        }
    }

    private static async Task CreateAsync(IPage page)
    {
        await page.GetByLabel("New character").FillAsync("mika");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.Locator(".project-head h1")).ToContainTextAsync("mika", Soon);
    }

    private async Task PutPictureAsync(IPage page)
    {
        using var rig = new RigPoser(RigCharacter.Default);
        string picture = Path.Combine(_home.FullName, "a picture.png");
        PngFile.Write(picture, rig.DrawPicture());
        await page.Locator("#doctor-file").ChooseFilesAsync(picture);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this picture" }).ClickAsync();
        await Assertions.Expect(page.Locator(".canvas-preview img")).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }

    /// <summary>Strokes over both eyes and the mouth, with the mouse.</summary>
    private async Task PaintMaskAsync(IPage page)
    {
        await page.GetByText("Next: face").ClickAsync();
        ILocator canvas = page.Locator(".mask-view canvas");
        await Assertions.Expect(page.Locator(".mask-painter .hint")).ToContainTextAsync("Nothing is painted yet", Soon);
        await canvas.ScrollIntoViewIfNeededAsync();
        await canvas.FocusAsync();
        for (int i = 0; i < 4; i++)
        {
            await page.Keyboard.PressAsync("]");
        }

        await Assertions.Expect(page.Locator(".mask-size output")).ToHaveTextAsync("10", new() { Timeout = 60_000 });
        LocatorBoundingBoxResult box = (await canvas.BoundingBoxAsync())!;
        foreach ((float fromX, float toX, float y) in ((float, float, float)[])[(0.2f, 0.4f, 0.5f), (0.6f, 0.8f, 0.5f), (0.35f, 0.65f, 0.78f)])
        {
            await page.Mouse.MoveAsync(box.X + (fromX * box.Width), box.Y + (y * box.Height));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(box.X + (toX * box.Width), box.Y + (y * box.Height), new() { Steps = 8 });
            await page.Mouse.UpAsync();
        }

        await Assertions.Expect(page.Locator(".mask-painter .hint")).ToContainTextAsync("% of the face crop", Soon);
        await Assertions.Expect(page.GetByText("Saved in the project")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        float white = 0;
        for (int look = 0; look < 600 && white < 1000; look++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken); // The strokes before the last were saved, too.
            white = FaceMask.Read(Path.Combine(Project, "face_mask.png")).Values.Sum();
        }

        Assert.InRange(white, 1000, 4000);
    }

    private static async Task ConfigureAsync(IPage page)
    {
        await page.GetByText("Next: teacher and time").ClickAsync();
        await page.Locator("[data-field=teacher] select").SelectOptionAsync("rig");
        await page.Locator("[aria-label=Configuration] summary").ClickAsync();
        await page.Locator("[data-preset=full] input").CheckAsync();
        await page.Locator("[data-field=schedule] select").SelectOptionAsync("own");
        await page.Locator("[data-field=schedule] textarea").FillAsync(Phases);
        await page.Locator("[data-field=face_morpher_batch_size] input").FillAsync("300");
        await Assertions.Expect(page.Locator("[data-field=face_morpher_batch_size] .config-problem")).ToContainTextAsync("from 1 to 256", Soon);
        await page.Locator("[data-field=face_morpher_batch_size] input").FillAsync("2");
        await page.Locator("[data-field=body_morpher_batch_size] input").FillAsync("2");
        await page.Locator("[data-field=snapshot_interval] input").FillAsync("20");
        await page.Locator("[data-field=checkpoint_interval] input").FillAsync("60");
        await page.Locator("[data-field=checkpoint_interval] input").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[aria-label=Configuration] .state")).ToHaveTextAsync("Saved", new() { Timeout = 60_000 });
    }

    /// <returns>The address of the page.</returns>
    private static async Task<string> StartTrainingAsync(IPage page)
    {
        await page.Locator(".steps").GetByText("Training").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-card=training]")).ToHaveAttributeAsync("data-stage", "Running", Late);
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task MoveAsync(WatchedPage after)
    {
        IPage page = after.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Save to library" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is in")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it in the manual poser" }).ClickAsync();
        await after.WaitForFrameAsync();
        await Assertions.Expect(page.Locator(".character-chip")).ToContainTextAsync("mika", Soon);
        long before = await after.PixelsAsync();
        ILocator slider = page.Locator("input[type=range][aria-label='Mouth, ah, amount']");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.WaitForFunctionAsync("() => document.querySelector('#stage').dataset.frame > 1");
        Assert.NotEqual(before, await after.PixelsAsync());
    }

    /// <summary>Waits for the training, which nobody but its folder tells of.</summary>
    private async Task<Progress> GoOnUntilAsync(Func<Progress, bool> isReached)
    {
        while (true)
        {
            if (ReadProgress() is { State: "running" } progress && isReached(progress))
            {
                return progress;
            }

            Assert.NotEqual("failed", ReadProgress().State);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Kills the process that trains; a number in a file must not kill another one.</summary>
    private async Task KillTrainingAsync(int id)
    {
        using var training = Process.GetProcessById(id);
        Assert.True(training.StartTime.ToUniversalTime() >= _begun.AddSeconds(-1));
        training.Kill();
        await training.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Progress ReadProgress()
    {
        using JsonDocument status = JsonDocument.Parse(File.ReadAllText(StatusFile));
        JsonElement root = status.RootElement;
        return new Progress(root.GetProperty("state").GetString()!, root.GetProperty("pid").GetInt32(), root.GetProperty("examplesSeen").GetInt64(), root.GetProperty("examplesSaved").GetInt64());
    }

    private sealed record Progress(string State, int Process, long Seen, long Saved);
}
