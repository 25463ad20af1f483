using System.Globalization;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>Pages are left at any moment: while their scripts load, while devices open, and without any place to store things.</summary>
public sealed class NavigationTests(CameraChromium chromium, StandInDetector standIn) : IClassFixture<CameraChromium>, IClassFixture<StandInDetector>
{
    private const int Tabs = 5;
    private const int ChangesPerTab = 40;

    /// <summary>Sets the seed of all that is drawn; a test that fails prints the one it had.</summary>
    private const string SeedVariable = "BUNRAKU_TEST_SEED";

    /// <summary>
    /// Notes tracks, contexts, sockets and listeners, refuses storage, and lets devices be slow, fail, or never answer. <c>seed</c> is the tab's; every document
    /// of it has its own draws, because the name of a window outlives its documents.
    /// </summary>
    private const string Spy = """
        window.name = String(Number(window.name) + 1);
        let state = seed + 1000003 * Number(window.name) | 0;
        const draw = () => { // mulberry32
          state = state + 0x6D2B79F5 | 0;
          let mixed = Math.imul(state ^ state >>> 15, 1 | state);
          mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
          return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
        };
        window.spied = { tracks: [], contexts: [], sockets: [], listeners: [] };
        const maybe = (method, refusal) => async function (...words) {
          const luck = draw();
          if (luck < .1) await new Promise(() => {});
          if (luck < .2) throw new DOMException('put in', refusal);
          await new Promise(resolve => setTimeout(resolve, 1500 * draw()));
          return method.apply(this, words);
        };
        const media = navigator.mediaDevices;
        const getUserMedia = media.getUserMedia;
        media.getUserMedia = maybe(async function (wanted) {
          const stream = await getUserMedia.call(media, wanted);
          spied.tracks.push(...stream.getTracks());
          return stream;
        }, 'NotReadableError');
        media.enumerateDevices = maybe(media.enumerateDevices, 'NotAllowedError');
        navigator.permissions.query = maybe(navigator.permissions.query, 'NotSupportedError');
        AudioContext.prototype.resume = maybe(AudioContext.prototype.resume, 'InvalidStateError');
        AudioWorklet.prototype.addModule = maybe(AudioWorklet.prototype.addModule, 'AbortError');
        window.AudioContext = class extends AudioContext { constructor(...words) { super(...words); spied.contexts.push(this); } };
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
        window.WebSocket = class extends WebSocket {
          constructor(...words) { super(...words); if (!this.url.includes('_blazor')) spied.sockets.push(this); }
        };
        for (const target of [document, window, media]) {
          const [add, remove] = [target.addEventListener, target.removeEventListener];
          const forget = (name, listener) => { spied.listeners = spied.listeners.filter(known => known.name !== name || known.listener !== listener); };
          target.addEventListener = function (name, listener, options) {
            const caller = /\/js\/[\w/]+\.js/.exec(new Error().stack)?.[0];
            if (this === target && caller && !/bounds|reconnect/.test(caller)) {
              spied.listeners.push({ name, listener, caller });
              options?.signal?.addEventListener('abort', () => forget(name, listener));
            }
            return add.call(this, name, listener, options);
          };
          target.removeEventListener = function (name, listener, options) { forget(name, listener); return remove.call(this, name, listener, options); };
        }
        """;

    /// <summary>What is still open.</summary>
    private const string Left = """
        () => [
          ...spied.tracks.filter(track => track.readyState === 'live').map(track => `a live track: ${track.kind}`),
          ...spied.contexts.filter(context => context.state !== 'closed').map(context => `an audio context that is ${context.state}`),
          ...spied.sockets.filter(socket => socket.readyState < 2).map(socket => `a socket: ${socket.url}`),
          ...spied.listeners.map(known => `a listener: ${known.name} of ${known.caller}`),
        ].join(', ')
        """;

    [Fact]
    public async Task Two_hundred_quick_changes_of_page_leave_nothing_behind()
    {
        int seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"To draw the same again: {SeedVariable}={seed}");
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, models: standIn.Models, program: standIn.Program);

        await Task.WhenAll(Enumerable.Range(0, Tabs).Select(tab => ChangePagesAsync(studio.Address, unchecked(seed + (tab * 7919)))));

        AssertSilent(studio);
    }

    [Fact]
    public async Task Tabs_that_are_closed_while_they_load_or_send_files_leave_no_word_in_the_terminal()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string large = Path.Combine(folder.FullName, "large.zip");
        await using (FileStream file = File.Create(large))
        {
            file.SetLength(50 << 20);
        }

        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, models: standIn.Models, program: standIn.Program);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        foreach (int wait in new[] { 50, 150, 300, 500, 800, 1200 })
        {
            foreach (string address in new[] { "/", "/student-manual-poser", "/student-ifacialmocap-puppeteer", "/student-mediapipe-puppeteer", "/distiller-ui" })
            {
                IPage tab = await watched.Page.Context.NewPageAsync();
                await tab.GotoAsync(new Uri(studio.Address, address).AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
                await Task.Delay(wait / 2, TestContext.Current.CancellationToken);
                await tab.CloseAsync();
            }
        }

        IPage sender = await watched.Page.Context.NewPageAsync();
        await sender.GotoAsync(new Uri(studio.Address, "/").AbsoluteUri);
        await sender.ClickAsync(".page-link");
        await sender.Locator("#character-files").ChooseFilesAsync(large);
        await sender.Locator(".drop.is-busy").WaitForAsync();
        await sender.CloseAsync();
        await Task.Delay(2000, TestContext.Current.CancellationToken);

        AssertSilent(studio);
        folder.Delete(recursive: true);
    }

    /// <summary>One tab, which changes its page again and again.</summary>
    private async Task ChangePagesAsync(Uri studio, int seed)
    {
        var random = new Random(seed);
        int Draw(int below)
        {
            lock (random)
            {
                return random.Next(below);
            }
        }

        await using WatchedPage watched = await chromium.OpenAsync(studio);
        IPage page = watched.Page;
        await page.AddInitScriptAsync($"{{ const seed = {seed};\n{Spy} }}");
        await page.RouteAsync("**/js/**", async route =>
        {
            await Task.Delay(Draw(3000), TestContext.Current.CancellationToken);
            await route.ContinueAsync();
        });

        await page.GotoAsync(studio.AbsoluteUri);
        await page.WaitForSelectorAsync("nav.pages a");
        for (int change = 0; change < ChangesPerTab; change++)
        {
            await page.EvaluateAsync("number => { const links = document.querySelectorAll('nav.pages a, a.brand'); links[number % links.length].click(); }", Draw(1000));
            await Task.Delay(Draw(300), TestContext.Current.CancellationToken);
            await page.EvaluateAsync("() => document.querySelector('[data-card=microphone] button, .webcam button')?.click()");
            Assert.Equal(0, await page.GetByText("This page has failed").CountAsync());
        }

        await page.ClickAsync("nav.pages a[href=distiller-ui]");
        await page.WaitForSelectorAsync(".distiller-list");
        await page.WaitForFunctionAsync($"() => ({Left})() === ''");
        await Task.Delay(3500, TestContext.Current.CancellationToken); // What was still loading has come by now, and must have opened nothing.
        Assert.Equal("", await page.EvaluateAsync<string>(Left));
        Assert.Equal(0, await page.GetByText("This page has failed").CountAsync());
        Assert.Empty(page.Workers);
    }

    /// <summary>Studio has said where it is, and nothing else.</summary>
    private static void AssertSilent(StudioProcess studio) => Assert.StartsWith("Studio is at ", Assert.Single(studio.Output.Trim().Split('\n')), StringComparison.Ordinal);
}
