using Bunraku.Core.Images;
using Bunraku.Distillation.Rig;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>A picture becomes the character of all pages, with weights that draw noise but cost what trained ones cost.</summary>
public sealed class MovePictureTests(Chromium chromium, SyntheticTeacher teacher) : IClassFixture<Chromium>, IClassFixture<SyntheticTeacher>
{
    private const float Patience = 120_000;

    [Fact]
    public async Task Picture_that_was_dropped_a_moment_ago_follows_a_slider_and_is_the_character_of_the_next_page()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, models: await teacher.ModelsAsync());
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, "/move-picture"));
        await page.Page.Locator("#doctor-file").ChooseFilesAsync(new FilePayload { Name = "mika.png", MimeType = "image/png", Buffer = PngFile.Encode(new RigPoser(RigCharacter.Default).DrawPicture()) });
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Move this picture now" }).ClickAsync(new() { Timeout = Patience });

        await Assertions.Expect(page.Page.Locator(".picture-line")).ToContainTextAsync("mika is drawn by THA3 separable", new() { Timeout = Patience });
        await page.WaitForFrameAsync();
        long before = await page.PixelsAsync();
        string frame = await FrameAsync(page);
        ILocator slider = page.Page.Locator("input[type=range][aria-label='Head, turn']");
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("PageUp");
        await page.Page.WaitForFunctionAsync("frame => document.querySelector('#stage').dataset.frame !== frame", frame, new() { Timeout = Patience });

        Assert.NotEqual(before, await page.PixelsAsync());
        await page.Page.GotoAsync(new Uri(studio.Address, "/mouse-puppeteer").ToString());
        await Assertions.Expect(page.Page.Locator(".character-chip")).ToContainTextAsync("mika", new() { Timeout = Patience });
        page.AssertClean();
    }

    private static Task<string> FrameAsync(WatchedPage page) => page.Page.EvaluateAsync<string>("() => document.querySelector('#stage').dataset.frame");
}
