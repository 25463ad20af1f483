using System.Globalization;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>The picture doctor in a real browser, on the page that poses any picture.</summary>
public sealed class PictureDoctorTests(Chromium chromium, SyntheticTeacher teacher) : IClassFixture<Chromium>, IClassFixture<SyntheticTeacher>
{
    private const float Patience = 120_000;

    /// <summary>Of a copy, because a canvas that is read often is drawn slowly, and the browser says so.</summary>
    private const string AlphaOfHeadAndCorner = """
        () => new Promise(answer => requestAnimationFrame(() => setTimeout(() => {
          const canvas = document.querySelector('#doctor-canvas');
          const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height }).getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          answer([[512, 256], [4, 4]].map(([x, y]) => copy.getImageData(x, y, 1, 1).data[3]));
        })))
        """;

    [Fact]
    public async Task A_flattened_picture_is_cut_out_moved_by_hand_saved_and_used()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, command: ["full-manual-poser", "--weights", await teacher.WeightsAsync(), "--device", "cpu"]);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        byte[] picture = PngFile.Encode(DrawnFigure.OnGreen(DrawnFigure.Draw(900, 1.2)));
        await page.Locator("#doctor-file").ChooseFilesAsync(new FilePayload { Name = "mika.png", MimeType = "image/png", Buffer = picture });

        await Assertions.Expect(page.Locator(".doctor-finding[data-fault=FlatBackground]")).ToContainTextAsync("#14c828", new() { Timeout = Patience });
        await page.WaitForFunctionAsync("() => document.querySelector('#doctor-canvas').dataset.pictures > 0");
        int[] alpha = await page.EvaluateAsync<int[]>(AlphaOfHeadAndCorner);
        Assert.Equal([255, 0], alpha);

        await EraseAndUndoAsync(page);
        ILocator right = page.Locator("input[name=x]");
        double proposed = await NumberAsync(right);
        double moved = await DragAsync(page, 60);
        await Assertions.Expect(right).Not.ToHaveValueAsync(Text(proposed), new() { Timeout = Patience });
        Assert.InRange(await NumberAsync(right), proposed + moved - 2, proposed + moved + 2);
        double before = await NumberAsync(right);
        await page.Locator("#doctor-canvas").FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Assertions.Expect(right).ToHaveValueAsync(Text(Math.Round(before - 10, 1)), new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo my changes" }).ClickAsync();
        await Assertions.Expect(right).ToHaveValueAsync(Text(proposed), new() { Timeout = Patience });

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save PNG" }).ClickAsync());
        Assert.Equal("mika-512.png", download.SuggestedFilename);
        Assert.Equal(PictureVerdict.Good, PictureDoctor.Examine(PngFile.Read(await download.PathAsync())).Verdict);

        await page.GetByRole(AriaRole.Button, new() { Name = "Pose this picture" }).ClickAsync();
        await Assertions.Expect(page.Locator(".picture-card")).ToContainTextAsync("mika", new() { Timeout = Patience });
        watched.AssertClean();
    }

    /// <summary>Erases a part of the head with the brush, and takes it back by the key and by the button.</summary>
    private static async Task EraseAndUndoAsync(IPage page)
    {
        await page.Locator(".doctor-brushes label", new() { HasText = "Erase" }).ClickAsync();
        for (int round = 0; round < 2; round++)
        {
            LocatorBoundingBoxResult box = (await page.Locator("#doctor-canvas").BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(box.X + (0.46f * box.Width), box.Y + (0.25f * box.Height));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(box.X + (0.54f * box.Width), box.Y + (0.25f * box.Height), new() { Steps = 5 });
            await page.Mouse.UpAsync();
            await ExpectAlphaAsync(page, [0, 0]);
            await (round == 0 ? page.Locator("#doctor-canvas").PressAsync("Control+z") : page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync());
            await ExpectAlphaAsync(page, [255, 0]);
        }

        await page.Locator(".doctor-brushes label", new() { HasText = "Move" }).ClickAsync();
    }

    private static async Task ExpectAlphaAsync(IPage page, int[] expected)
    {
        int[] found = [];
        for (int look = 0; look < 300 && !found.SequenceEqual(expected); look++)
        {
            found = await page.EvaluateAsync<int[]>(AlphaOfHeadAndCorner);
        }

        Assert.Equal(expected, found);
    }

    /// <summary>Drags the picture to the right.</summary>
    /// <returns>How far that is on the canvas of 512 pixels.</returns>
    private static async Task<double> DragAsync(IPage page, float distance)
    {
        LocatorBoundingBoxResult box = (await page.Locator("#doctor-canvas").BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        for (int step = 1; step <= 6; step++)
        {
            await page.Mouse.MoveAsync(x + (distance * step / 6), y);
        }

        await page.Mouse.UpAsync();

        // What the page was told last is shown when its number rests.
        await page.WaitForFunctionAsync("""
            () => new Promise(answer => {
              const number = document.querySelector('input[name=x]');
              const value = number.value;
              setTimeout(() => answer(number.value === value), 1000);
            })
            """);
        return distance * 512 / box.Width;
    }

    private static async Task<double> NumberAsync(ILocator input) => double.Parse(await input.InputValueAsync(), CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
