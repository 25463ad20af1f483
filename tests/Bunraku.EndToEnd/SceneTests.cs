using System.Net;
using Bunraku.Core.Images;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class SceneTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly PageWaitForFunctionOptions Soon = new() { Timeout = 60_000 };

    [Fact]
    public async Task Scene_is_edited_with_the_mouse_switched_by_key_and_by_other_programs_and_addressed_by_name()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage editor = await chromium.OpenAsync(new Uri(studio.Address, "/scenes"));
        IPage page = editor.Page;
        await editor.WaitForFrameAsync();
        await using WatchedPage onAir = await chromium.OpenAsync(new Uri(studio.Address, "/overlay"), width: 480, height: 270);
        await using WatchedPage face = await chromium.OpenAsync(new Uri(studio.Address, "/overlay?scene=Face"), width: 480, height: 270);
        await onAir.WaitForFrameAsync();
        await face.WaitForFrameAsync();
        await WaitForTransformAsync(onAir.Page, "scale(1, 1)");
        await WaitForTransformAsync(face.Page, "scale(3, 3)");

        // The mouse: to the right by a quarter of the frame's height, then one step of the wheel.
        LocatorBoundingBoxResult box = (await page.Locator(".scene-frame").BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + (box.Height / 4), y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.GetByLabel("Right, number")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^0\\.2[45]"), new() { Timeout = 60_000 });
        await page.Mouse.WheelAsync(0, -100);
        await Assertions.Expect(page.GetByLabel("Zoom, number")).ToHaveValueAsync("1.1", new() { Timeout = 60_000 });
        await WaitForTransformAsync(onAir.Page, "scale(1.1, 1.1)");

        // A mirrored scene of its own before a colour, with an expression.
        await page.GetByRole(AriaRole.Button, new() { Name = "New scene" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-card=scene] h2")).ToHaveTextAsync("Scene 1", new() { Timeout = 60_000 });
        await page.GetByText("Mirror").ClickAsync();
        await page.GetByLabel("Background colour").EvaluateAsync("box => { box.value = '#2040c0'; box.dispatchEvent(new Event('change', { bubbles: true })); }");
        await page.GetByLabel("Expression of the scene").SelectOptionAsync("Joy");
        await page.GetByLabel("Key of the scene").FillAsync("v");
        await page.GetByLabel("Key of the scene").PressAsync("Tab");
        await WaitForTransformAsync(onAir.Page, "scale(-1.1, 1.1)");
        StraightImage blue = PngFile.Decode(await onAir.Page.ScreenshotAsync(new() { OmitBackground = true }), "overlay");
        Assert.Equal([0x20, 0x40, 0xC0, 255], blue.Pixels.AsSpan(0, 4).ToArray());

        // A second character, which the mouse puppeteer moves, to the right of the first and behind it.
        await page.GetByLabel("Add another character").SelectOptionAsync("mouse");
        ILocator second = onAir.Page.Locator("canvas.companion");
        await Assertions.Expect(second).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex(@"translate\(45cqmin.*z-index: 1"), new() { Timeout = 60_000 });
        await page.GetByText("Behind the character on air").ClickAsync();
        await Assertions.Expect(second).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex("z-index: -1"), new() { Timeout = 60_000 });
        await onAir.Page.WaitForFunctionAsync("() => document.querySelector('canvas.companion').dataset.frame > 0", null, Soon);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.WheelAsync(0, 100);
        await Assertions.Expect(second).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex(@"scale\(0\.909, 0\.909\)"), new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this character" }).ClickAsync();
        await Assertions.Expect(second).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        // Keys, on another page.
        await page.GotoAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer").AbsoluteUri);
        await editor.WaitForFrameAsync();
        await page.Keyboard.PressAsync("z");
        await WaitForTransformAsync(onAir.Page, "scale(1.1, 1.1)");
        StraightImage clear = PngFile.Decode(await onAir.Page.ScreenshotAsync(new() { OmitBackground = true }), "overlay");
        Assert.Equal(0, clear.Pixels[3]);
        await page.Keyboard.PressAsync("v");
        await WaitForTransformAsync(onAir.Page, "scale(-1.1, 1.1)");
        await Assertions.Expect(page.Locator(".expression.is-on")).ToContainTextAsync("Joy", new() { Timeout = 60_000 });

        using var client = new HttpClient { DefaultRequestHeaders = { { "Origin", studio.Address.GetLeftPart(UriPartial.Authority) } } };
        using HttpResponseMessage bust = await client.PostAsync(new Uri(studio.Address, "/scenes/Bust"), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, bust.StatusCode);
        await WaitForTransformAsync(onAir.Page, "scale(1.7, 1.7)");
        await Assertions.Expect(page.Locator(".expression.is-on")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await WaitForTransformAsync(face.Page, "scale(3, 3)"); // An address with a scene keeps it.
        editor.AssertClean();
        onAir.AssertClean();
        face.AssertClean();
    }

    private static async Task WaitForTransformAsync(IPage overlay, string part) =>
        await overlay.WaitForFunctionAsync("part => document.querySelector('#stage').style.transform.includes(part)", part, Soon);
}
