using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>Pages are left at any moment: while their scripts load, while devices open, and without any place to store things.</summary>
public sealed class NavigationTests(CameraChromium chromium, StandInDetector standIn) : IClassFixture<CameraChromium>, IClassFixture<StandInDetector>
{
    private const int Documents = 10;
    private const int ChangesPerDocument = 20;

    /// <summary>Notes tracks, sockets and listeners, and refuses storage.</summary>
    private const string Spy = """
        window.spied = { tracks: [], sockets: [], keys: 0 };
        const media = navigator.mediaDevices;
        const getUserMedia = media.getUserMedia.bind(media);
        const slowly = wait => new Promise(resolve => setTimeout(resolve, wait));
        media.getUserMedia = async wanted => {
          await slowly(500 * Math.random());
          const stream = await getUserMedia(wanted);
          spied.tracks.push(...stream.getTracks());
          return stream;
        };
        const enumerateDevices = media.enumerateDevices.bind(media);
        media.enumerateDevices = async () => { await slowly(500 * Math.random()); return enumerateDevices(); };
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
        window.WebSocket = class extends WebSocket {
          constructor(...words) { super(...words); if (!this.url.includes('_blazor')) spied.sockets.push(this); }
        };
        for (const [method, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
          const original = document[method].bind(document);
          document[method] = (name, listener, options) => {
            if (name === 'keydown' || name === 'paste') {
              const isOfPage = /invokeMethodAsync/.test(String(listener));
              if (isOfPage) spied.keys += step;
              if (isOfPage && options?.signal) options.signal.addEventListener('abort', () => spied.keys--);
            }
            return original(name, listener, options);
          };
        }
        """;

    [Fact]
    public async Task Two_hundred_quick_changes_of_page_leave_nothing_behind()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, models: standIn.Models, program: standIn.Program);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address);
        IPage page = watched.Page;
        var random = new Random(20261129);
        await page.AddInitScriptAsync(Spy);
        await page.RouteAsync("**/js/**", async route =>
        {
            await Task.Delay(random.Next(1000), TestContext.Current.CancellationToken);
            await route.ContinueAsync();
        });

        for (int document = 0; document < Documents; document++)
        {
            await page.GotoAsync(studio.Address.AbsoluteUri);
            await page.WaitForSelectorAsync("nav.pages a");
            for (int change = 0; change < ChangesPerDocument; change++)
            {
                await page.EvaluateAsync("number => { const links = document.querySelectorAll('nav.pages a, a.brand'); links[number % links.length].click(); }", random.Next(1000));
                await Task.Delay(random.Next(150), TestContext.Current.CancellationToken);
                Assert.Equal(0, await page.GetByText("This page has failed").CountAsync());
            }

            await page.ClickAsync("nav.pages a[href=distiller-ui]");
            await page.WaitForSelectorAsync(".distiller-list");
            await page.WaitForFunctionAsync("() => spied.tracks.every(track => track.readyState === 'ended') && spied.sockets.every(socket => socket.readyState > 1) && spied.keys === 0");
            await Task.Delay(1500, TestContext.Current.CancellationToken); // What was still loading has come by now, and must have opened nothing.
            Assert.Equal("0 live tracks, 0 open sockets, 0 listeners", await page.EvaluateAsync<string>("""
                () => `${spied.tracks.filter(track => track.readyState === 'live').length} live tracks, ${spied.sockets.filter(socket => socket.readyState < 2).length} open sockets, ${spied.keys} listeners`
                """));
            Assert.Equal(0, await page.GetByText("This page has failed").CountAsync());
            Assert.Empty(page.Workers);
        }

        Assert.DoesNotContain("Unhandled exception", studio.Output, StringComparison.Ordinal);
    }
}
