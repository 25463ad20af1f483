using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class ItemTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>In pixels. Four would do; but that is as far as the hat moves between some of these poses.</summary>
    private const double Nearest = 2;
    private const int Size = CharacterPicture.Size;

    /// <summary>The middle of all magenta pixels of the canvas, and their number.</summary>
    private const string FindDisk = """
        () => {
          const stage = document.querySelector('#stage');
          const copy = Object.assign(document.createElement('canvas'), { width: 512, height: 512 }).getContext('2d', { willReadFrequently: true });
          copy.drawImage(stage, 0, 0);
          const { data } = copy.getImageData(0, 0, 512, 512);
          let [count, x, y] = [0, 0, 0];
          for (let i = 0; i < data.length; i += 4) {
            if (data[i] > 200 && data[i + 1] < 60 && data[i + 2] > 200 && data[i + 3] > 200) [count, x, y] = [count + 1, x + i / 4 % 512, y + Math.floor(i / 2048)];
          }
          return [x / count, y / count, count];
        }
        """;

    [Fact]
    public async Task Hat_stays_in_its_place_on_a_head_that_turns_on_the_page_and_in_the_overlay()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string disk = Path.Combine(home.FullName, "hat.png");
        PngFile.Write(disk, Disk());
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, home: home);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/items"));
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.GetByLabel("Picture of a new item").SetInputFilesAsync(disk);
        await Assertions.Expect(page.Locator(".item-choice.is-on")).ToContainTextAsync("hat", new() { Timeout = 60_000 });
        await page.GetByLabel("Width, number").FillAsync("40");
        await page.GetByLabel("Width, number").PressAsync("Enter");
        await WaitForDiskAsync(page, (256, 70));

        using var rig = new RigPoser(RigCharacter.Default);
        foreach ((string label, string parameter, double value) in ((string, string, double)[])[("Turn", "head_y", -1), ("Turn", "head_y", 1), ("Nod", "head_x", -1), ("Nod", "head_x", 1), ("Tilt", "neck_z", -1), ("Tilt", "neck_z", 1)])
        {
            ILocator slider = page.Locator(".item-trial").GetByLabel(label);
            await slider.FillAsync(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            double distance = await WaitForDiskAsync(page, TruePlace(rig, parameter, (float)value));
            TestContext.Current.TestOutputHelper?.WriteLine($"{label} {value}: {distance:f2} pixels from its place");
            await slider.FillAsync("0");
        }

        await WaitForDiskAsync(page, (256, 70));

        // The mouse moves it; then the overlay shows it where it is now.
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        LocatorBoundingBoxResult box = (await page.Locator("#stage").BoundingBoxAsync())!;
        float unit = box.Width / Size;
        await page.Mouse.MoveAsync(box.X + (256 * unit), box.Y + (70 * unit));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (300 * unit), box.Y + (100 * unit), new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await WaitForDiskAsync(page, (300, 100));
        await using WatchedPage overlay = await chromium.OpenAsync(new Uri(studio.Address, "/overlay"));
        await overlay.WaitForFrameAsync();
        await WaitForDiskAsync(overlay.Page, (300, 100));

        // Behind the head nothing of it can be seen.
        await page.GetByText("Behind the character").ClickAsync();
        await page.WaitForFunctionAsync($"() => ({FindDisk})()[2] === 0");
        watched.AssertClean();
        overlay.AssertClean();
        await studio.DisposeAsync();
        home.Delete(recursive: true);
    }

    /// <summary>Waits until the disk rests in a place.</summary>
    private static async Task<double> WaitForDiskAsync(IPage page, (double X, double Y) place)
    {
        double[] last = [];
        double distance = double.NaN;
        int equal = 0;
        for (int look = 0; look < 300; look++)
        {
            double[] now = await page.EvaluateAsync<double[]>(FindDisk);
            distance = Math.Sqrt(((now[0] - place.X) * (now[0] - place.X)) + ((now[1] - place.Y) * (now[1] - place.Y)));
            equal = now.SequenceEqual(last) ? equal + 1 : 0;
            if (equal >= 2 && distance <= Nearest)
            {
                return distance;
            }

            last = now;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The disk lies at ({last[0]:f1}, {last[1]:f1}), {distance:f1} pixels from ({place.X:f1}, {place.Y:f1}).");
    }

    /// <summary>Where the drawn character shows the point that the disk is pinned to.</summary>
    private static (double X, double Y) TruePlace(RigPoser rig, string parameter, float value)
    {
        var frame = new PosedFrame(FrameParts.GridChange);
        rig.Render(Pose.Rest.With(parameter, value), frame);
        return Enumerable.Range(0, Size * Size).Select(pixel => (X: pixel % Size, Y: pixel / Size, U: (pixel % Size) + (256 * frame.GridChange[pixel]), V: (pixel / Size) + (256 * frame.GridChange[(Size * Size) + pixel])))
            .Select(point => ((double)point.X, (double)point.Y, Miss: Math.Pow(point.U - 256, 2) + Math.Pow(point.V - 70, 2)))
            .MinBy(point => point.Miss) is var (x, y, _) ? (x, y) : default;
    }

    private static StraightImage Disk()
    {
        byte[] pixels = new byte[64 * 64 * 4];
        for (int i = 0; i < 64 * 64; i++)
        {
            (double x, double y) = ((i % 64) - 31.5, (i / 64) - 31.5);
            (pixels[4 * i], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) = (255, 255, (byte)((x * x) + (y * y) < 31 * 31 ? 255 : 0));
        }

        return new StraightImage(64, 64, pixels);
    }
}
