using System.Text.RegularExpressions;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>However much a person gives a page at once, it is taken or refused with a message, and the connection never ends.</summary>
public sealed class SizesTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Pose = """{ "eye_wink_left": 1, "head_y": -0.4 }""";

    private const string Paste = """
        ([text, selector]) => {
          const clipboard = new DataTransfer();
          clipboard.setData('text', text);
          (document.querySelector(selector) ?? document).dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
        }
        """;

    private const string GiveFiles = """
        ([selector, count]) => {
          const files = new DataTransfer();
          for (let i = 0; i < count; i++) files.items.add(new File(['x'], `a picture with a long name in Japanese とても長い名前の絵 ${i}.png`));
          const input = document.querySelector(selector);
          input.files = files.files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        }
        """;

    [Fact]
    public async Task Pasted_text_of_any_size_is_taken_or_refused_with_a_message()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.EvaluateAsync("() => { window.isOldPage = true; }");
        string poses = $"[{string.Join(',', Enumerable.Repeat($"[{string.Join(',', Enumerable.Repeat("0.123456", 45))}]", 200))}]";

        foreach ((string text, string answer) in new[]
        {
            (new string('x', 40_000), "The pasted text"),
            (new string('x', 1_000_000), "The pasted text"),
            (new string('あ', 1_000_000), "The pasted text"),
            (new string('x', 1_000_001), "too long"),
            (new string('x', 10_000_000), "too long"),
            (poses, "The pasted text"),
        })
        {
            await page.EvaluateAsync(Paste, new[] { text, "body" });
            await Assertions.Expect(page.Locator(".mud-snackbar").Last).ToContainTextAsync(answer, new() { Timeout = 60_000 });
            await page.Locator(".mud-snackbar button").Last.ClickAsync(); // The same message is shown once.
            await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        }

        await page.EvaluateAsync(Paste, new[] { Pose.PadRight(500_000), "document" });
        await Assertions.Expect(page.Locator("input[type=range][aria-label='Head, turn']")).ToHaveValueAsync("-0.4", new() { Timeout = 60_000 });
        await AssertConnectedAsync(watched);
    }

    [Fact]
    public async Task Text_boxes_take_what_their_dialog_can_use_and_cut_the_rest_with_a_message()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.EvaluateAsync("() => { window.isOldPage = true; }");

        await page.ClickAsync("[aria-label='Paste pose']");
        await page.FillAsync(".pose-text", Pose.PadRight(1_000_000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply pose" }).ClickAsync();
        await Assertions.Expect(page.Locator("input[type=range][aria-label='Head, turn']")).ToHaveValueAsync("-0.4", new() { Timeout = 60_000 });

        await Assertions.Expect(page.Locator(".pose-text")).ToHaveCountAsync(0);
        await page.ClickAsync("[aria-label='Paste pose']");
        await page.Locator(".pose-text").WaitForAsync();
        await page.EvaluateAsync("() => { const box = document.querySelector('.pose-text'); box.value = 'あ'.repeat(4_000_000); box.dispatchEvent(new Event('input', { bubbles: true })); }");
        await Assertions.Expect(page.Locator(".page-message")).ToContainTextAsync("first 1,000,000 letters", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply pose" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar").Last).ToContainTextAsync("The pasted text", new() { Timeout = 60_000 });

        await page.ClickAsync("nav.pages a[href=distiller-ui]");
        await page.FillAsync("#new-name", new string('x', 5_000_000));
        await Assertions.Expect(page.Locator(".page-message")).ToContainTextAsync("first 10,000 letters", new() { Timeout = 60_000 });
        await page.PressAsync("#new-name", "Enter");
        await Assertions.Expect(page.Locator(".chooser-error")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await AssertConnectedAsync(watched);
    }

    [Theory]
    [InlineData(400, "A character has four files, but 400")]
    [InlineData(2000, "A character has four files, but 2000")]
    [InlineData(2001, "has 2001 files")]
    [InlineData(5000, "has 5000 files")]
    [InlineData(5001, "5,001 files are too many")]
    public async Task Files_in_any_number_are_answered(int count, string answer)
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null, command: ["studio"]);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        await page.ClickAsync(".page-link");
        await page.WaitForFunctionAsync("() => document.querySelector('#character-files')?._blazorInputFileNextFileId !== undefined");
        await page.EvaluateAsync("() => { window.isOldPage = true; }");

        await page.EvaluateAsync(GiveFiles, new object[] { "#character-files", count });

        await Assertions.Expect(page.Locator(".chooser-error, .page-message").First).ToContainTextAsync(new Regex(Regex.Escape(answer)), new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".drop.is-busy")).ToHaveCountAsync(0);
        await AssertConnectedAsync(watched);
    }

    private static async Task AssertConnectedAsync(WatchedPage watched)
    {
        Assert.True(await watched.Page.EvaluateAsync<bool>("() => window.isOldPage === true"), "The page was loaded again.");
        watched.AssertClean(); // A connection that ends is a complaint of the browser.
    }
}
