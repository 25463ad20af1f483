using Bunraku.Core.Images;
using Bunraku.Live.Tests.Fakes;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>Keyboards of every script, contrast themes, and browsers that translate the page.</summary>
public sealed class LooksTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>A difference that a person sees: this share of the pixels.</summary>
    private const double Visible = 0.02;

    private static readonly string[] Severities = ["good", "warning", "problem"];

    /// <summary>What a browser's translation does: other nodes in the place of the texts.</summary>
    private const string Translate = """
        () => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [];
          while (walk.nextNode()) texts.push(walk.currentNode);
          for (const text of texts) {
            if (text.data.trim() === '' || text.parentElement.closest('script, style, noscript, textarea, font, [translate=no]')) continue;
            const translated = document.createElement('font');
            translated.textContent = `«${text.data.trim()}»`;
            text.replaceWith(translated);
          }
        }
        """;

    /// <summary>Presses a key as a keyboard of another script does: whether the page took it, and what it did.</summary>
    private const string Press = """
        async key => {
          const { characterOf } = await import('/js/keys.js');
          const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key });
          if (key.altGraph) Object.defineProperty(event, 'getModifierState', { value: name => name === 'AltGraph' });
          return characterOf(event);
        }
        """;

    /// <summary>What the badge says of nothing, of one new picture of a still character, of a slow engine, and of movement.</summary>
    private const string Badges = """
        async () => {
          const { Meter } = await import('/js/canvas.js');
          return [[], [5], [2000], [5, 5, 5, 5, 5, 5, 5, 5]].map(frames => {
            const meter = new Meter({ dataset: {} }, {});
            frames.forEach(engineMs => meter.count(engineMs));
            meter.refresh();
            meter.dispose();
            return meter.element.textContent;
          });
        }
        """;

    [Fact]
    public async Task Keys_are_known_by_their_place_where_the_layout_has_another_script_and_Shift_and_AltGr_count()
    {
        (object Key, string Character)[] keys =
        [
            (new { key = "s", code = "KeyS" }, "s"),
            (new { key = "S", code = "KeyS" }, "s"), // Caps Lock
            (new { key = "S", code = "KeyS", shiftKey = true }, "S"),
            (new { key = "s", code = "KeyS", shiftKey = true }, "S"), // Caps Lock and Shift
            (new { key = "o", code = "KeyS" }, "o"), // Dvorak
            (new { key = "ы", code = "KeyS" }, "s"),
            (new { key = "Ы", code = "KeyS", shiftKey = true }, "S"),
            (new { key = "σ", code = "KeyS" }, "s"),
            (new { key = "と", code = "KeyS" }, "s"),
            (new { key = "ﾄ", code = "KeyS" }, "s"), // half-width kana
            (new { key = "ｓ", code = "KeyX" }, "s"), // full-width
            (new { key = "ㄴ", code = "KeyS" }, "s"),
            (new { key = "س", code = "KeyS" }, "s"),
            (new { key = "ক্ষ", code = "KeyS" }, "s"), // more than one letter
            (new { key = "х", code = "BracketLeft" }, "["),
            (new { key = "؟", code = "Slash", shiftKey = true }, "?"),
            (new { key = "?", code = "Digit7", shiftKey = true }, "?"),
            (new { key = "¶", code = "KeyR", altGraph = true }, ""),
            (new { key = "[", code = "Digit8", altGraph = true }, "["),
            (new { key = "Process", code = "KeyR", isComposing = true }, ""),
            (new { key = "r", code = "KeyR", isComposing = true }, ""),
            (new { key = "Process", code = "KeyR" }, ""),
            (new { key = "Dead", code = "KeyR" }, ""),
            (new { key = "ё", code = "Backquote" }, ""),
            (new { code = "KeyR" }, ""),
        ];
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);

        foreach ((object key, string character) in keys)
        {
            Assert.Equal((key, character), (key, await page.Page.EvaluateAsync<string>(Press, key)));
        }

        Assert.Equal(["idle", "idle", "0.5 FPS · 2000 ms", "8 FPS · 5 ms"], await page.Page.EvaluateAsync<string[]>(Badges));

        page.AssertClean();
    }

    [Fact]
    public async Task Page_takes_its_own_shortcuts_on_every_keyboard_and_leaves_those_of_the_browser()
    {
        const string Dispatch = """
            ([type, key, target]) => !(target === 'document' ? document : document.body).dispatchEvent(Object.assign(new (type === 'key' ? KeyboardEvent : Event)('keydown', { bubbles: true, cancelable: true, ...key })))
            """;
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.WaitForFrameAsync();
        ILocator slider = page.Page.Locator("input[type=range][aria-label='Head, tilt']");
        async Task<bool> IsTakenAsync(object key, string type = "key", string target = "body") => await page.Page.EvaluateAsync<bool>(Dispatch, new[] { type, key, target });

        await slider.PressAsync("PageUp");
        await Assertions.Expect(slider).Not.ToHaveValueAsync("0");
        Assert.False(await IsTakenAsync(new { key = "R", code = "KeyR", shiftKey = true }));
        Assert.False(await IsTakenAsync(new { key = "C", code = "KeyC", ctrlKey = true, shiftKey = true })); // the developer tools
        Assert.False(await IsTakenAsync(new { key = "S", code = "KeyS", ctrlKey = true, shiftKey = true })); // a screenshot
        Assert.False(await IsTakenAsync(new { key = "®", code = "KeyR", altKey = true }));
        Assert.False(await IsTakenAsync(new { }, "autofill"));
        Assert.False(await IsTakenAsync(new { }, "autofill", "document"));
        await Assertions.Expect(slider).Not.ToHaveValueAsync("0");

        await page.Page.EvaluateAsync("document.querySelector('.shell').dataset.keys = 'off'");
        Assert.False(await IsTakenAsync(new { key = "r", code = "KeyR" }));
        Assert.False(await IsTakenAsync(new { key = "2", code = "Digit2" })); // an expression's
        await page.Page.EvaluateAsync("delete document.querySelector('.shell').dataset.keys");
        Assert.True(await IsTakenAsync(new { key = "к", code = "KeyR" }));
        await Assertions.Expect(slider).ToHaveValueAsync("0", new() { Timeout = 60_000 });
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(async () => Assert.True(await IsTakenAsync(new { key = "ы", code = "KeyS", ctrlKey = true }, target: "document")));
        Assert.EndsWith(".png", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.True(await IsTakenAsync(new { key = "s", code = "KeyS", ctrlKey = true, repeat = true }), "A key that is held down opens the browser's own dialog.");
        page.AssertClean();
    }

    [Fact]
    public async Task What_is_chosen_can_be_seen_in_a_contrast_theme()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        foreach (ColorScheme scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.GotoAsync(new Uri(studio.Address, "/student-manual-poser").AbsoluteUri);
            await watched.WaitForFrameAsync();

            await AssertSeenAsync(page, ".pages a:not(.active) >> nth=0", element => element.EvaluateAsync("link => link.classList.add('active')"));
            await AssertSeenAsync(page, ".switch label >> nth=1", element => element.ClickAsync());
            await AssertSeenAsync(page, ".switch label >> nth=0", element => element.ClickAsync());
            await AssertSeenAsync(page, ".chip >> nth=1", element => element.ClickAsync());
            await AssertSeenAsync(page, ".pill:has-text('Automatic')", element => element.ClickAsync());
            await AssertSeenAsync(page, ".swatch >> nth=2", element => element.Locator("input").CheckAsync(new() { Force = true }), around: 6);
            await AssertSeenAsync(page, "#stage", _ => page.Locator(".swatch input").Nth(3).CheckAsync(new() { Force = true }));
            await AssertTrackAsync(page.Locator("input[type=range][aria-label='Head, tilt']"));

            await page.GotoAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer").AbsoluteUri);
            await watched.WaitForFrameAsync();
            ILocator toggle = page.GetByLabel("Mirror the face");
            await AssertSeenAsync(page, "[aria-label='Mirror the face']", _ => toggle.ClickAsync());
            await AssertSeenAsync(page, "[aria-label='Mirror the face']", _ => toggle.ClickAsync());
            await AssertSeenAsync(page, ".tabs label >> nth=2", element => element.ClickAsync());
            await page.EvaluateAsync("""
                () => {
                  for (const severity of ['good', 'warning', 'problem']) {
                    document.querySelector('main').insertAdjacentHTML('afterbegin', `<p class="finding" id="mark-${severity}" data-severity="${severity}">&nbsp;</p>`);
                  }
                }
                """);
            Assert.Equal(3, (await Task.WhenAll(Severities.Select(name => page.Locator("#mark-" + name).EvaluateAsync<string>("mark => getComputedStyle(mark, '::before').content")))).Where(mark => mark != "none").Distinct().Count());
        }
    }

    [Fact]
    public async Task Translated_page_still_shows_what_is_true()
    {
        int port = PhoneFake.FreePort();
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer"));
        IPage page = watched.Page;
        await watched.WaitForFrameAsync();
        await page.Locator("select[aria-label=Tracker]").SelectOptionAsync("IFacialMocap");
        await page.Locator(".more summary").ClickAsync();
        await page.Locator("input[aria-label=Port]").FillAsync(port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.EvaluateAsync(Translate);

        await page.Locator("[data-card=connection] button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-card=connection] .state")).ToHaveTextAsync("Waiting for data", new() { Timeout = 60_000 });
        await using (new PhoneFake(port, PhoneFake.Talking))
        {
            await Assertions.Expect(page.Locator("[data-card=connection] .state")).ToHaveTextAsync("Receiving", new() { Timeout = 60_000 });
            await Assertions.Expect(page.Locator("[data-figure=headBoneY]")).ToHaveTextAsync("20.00°", new() { Timeout = 60_000 });
            await page.EvaluateAsync(Translate);
            await page.Locator("[data-card=recording] button").First.ClickAsync();
            await Assertions.Expect(page.Locator("[data-card=recording] .state")).ToContainTextAsync("faces", new() { Timeout = 60_000 });
            await page.EvaluateAsync(Translate);
            await page.Locator("[data-card=connection] .path-row button").ClickAsync();
            await Assertions.Expect(page.Locator("[data-card=connection] .state")).ToHaveTextAsync("Not started", new() { Timeout = 60_000 });
            await Assertions.Expect(page.Locator(".recordings li")).ToHaveCountAsync(1, new() { Timeout = 60_000 }); // Stop ends the recording, too.
        }

        Assert.Equal(0, await page.GetByText("This page has failed").CountAsync());
        watched.AssertClean();
    }

    /// <summary>Fails unless an act changes how an element looks.</summary>
    private static async Task AssertSeenAsync(IPage page, string selector, Func<ILocator, Task> act, float around = 0)
    {
        ILocator element = page.Locator(selector);
        await element.ScrollIntoViewIfNeededAsync();
        byte[] before = await PixelsAsync(page, element, around);
        await act(element);
        double share = 0;
        for (int attempt = 0; attempt < 100 && share < Visible; attempt++)
        {
            await page.Mouse.MoveAsync(1, 400);
            await page.EvaluateAsync("() => document.activeElement?.blur()");
            byte[] after = await PixelsAsync(page, element, around);
            share = before.Length == after.Length ? before.Zip(after).Count(pair => Math.Abs(pair.First - pair.Second) > 60) / (double)before.Length : 1;
        }

        Assert.True(share >= Visible, $"{selector} looks as before: {share:P1} of it differs.");
    }

    /// <summary>Fails unless a slider shows where its track is, apart from the thumb in the middle.</summary>
    private static async Task AssertTrackAsync(ILocator slider)
    {
        await slider.ScrollIntoViewIfNeededAsync();
        StraightImage picture = PngFile.Decode(await slider.ScreenshotAsync(), "slider");
        int colours = Enumerable.Range(0, picture.Height).Select(y => string.Join(' ', picture.Pixels.AsSpan(4 * ((y * picture.Width) + (picture.Width / 6)), 3).ToArray())).Distinct().Count();
        Assert.True(colours > 1, "The track of a slider cannot be seen.");
    }

    private static async Task<byte[]> PixelsAsync(IPage page, ILocator element, float around)
    {
        LocatorBoundingBoxResult box = (await element.BoundingBoxAsync())!;
        byte[] png = await page.ScreenshotAsync(new() { Clip = new() { X = box.X - around, Y = box.Y - around, Width = box.Width + (2 * around), Height = box.Height + (2 * around) } });
        return PngFile.Decode(png, "screenshot").Pixels.ToArray();
    }
}
