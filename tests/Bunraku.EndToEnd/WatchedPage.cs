using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>A page of which everything is noted that must not happen: complaints of the browser, and requests that leave this machine.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>
    /// A browser that translates the page puts other nodes in the place of its texts. A text that is then changed where it was would be seen no more: it must
    /// stand in an element that is not translated, or be drawn anew.
    /// </summary>
    public const string WatchTexts = """
        const content = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
        Object.defineProperty(Node.prototype, 'textContent', { ...content, set(text) {
          const place = this.nodeType === Node.TEXT_NODE && (this.data + text).trim() !== '' && this.data !== text ? this.parentElement : null;
          if (place && !place.closest('[translate=no], title, style')) console.warn(`changed in place, though it may be translated: ${place.outerHTML.slice(0, 160)} -> ${text}`);
          content.set.call(this, text);
        } });
        """;

    /// <summary>For tests of pages alone: no pictures come, and so none is drawn, which takes a core.</summary>
    public const string NoFrames = """
        window.WebSocket = class extends WebSocket {
          constructor(address, ...rest) {
            if (/\/(frames|poses)$/.test(address)) return Object.assign(new EventTarget(), { readyState: 0, close() {}, send() {} });
            super(address, ...rest);
          }
        };
        """;

    /// <summary>
    /// Ten pictures a second after an input, then fewer and fewer. As many as the machine draws would keep it busy, several pages at a time, and the driver of the browser
    /// is sent a copy of each. Then whatever a test waits for comes late, and while it waits, more pictures come.
    /// </summary>
    public const string FewFrames = """
        {
          let shown = 0;
          for (const input of ['pointerdown', 'keydown', 'input']) window.addEventListener(input, () => { shown = 0; }, true);
          window.WebSocket = class extends WebSocket {
            send(message) {
              if (/\/frames$/.test(this.url)) setTimeout(() => { if (this.readyState === WebSocket.OPEN) super.send(message); }, Math.min(1600, 100 * 2 ** (shown++ / 4)));
              else super.send(message);
            }
          };
        }
        """;

    /// <summary>What Chromium writes when a page asks it for a graphics card for WebGPU and there is none.</summary>
    private const string NoGraphicsCard = "No available adapters.";

    private const float Patience = 120_000;
    private readonly ConcurrentQueue<string> _complaints = [];

    public WatchedPage(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.SetDefaultNavigationTimeout(Patience);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning" && message.Text != NoGraphicsCard, $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Complain(true, $"script error: {error}");
        page.Request += (_, request) => Complain(!IsHere(request.Url), $"request that leaves the machine: {request.Url}");
        page.WebSocket += (_, socket) => Complain(!IsHere(socket.Url), $"connection that leaves the machine: {socket.Url}");
    }

    public IPage Page { get; }

    /// <summary>Waits until the canvas shows a frame.</summary>
    public Task WaitForFrameAsync() => Page.WaitForFunctionAsync("() => document.querySelector('#stage')?.dataset.frame > 0");

    /// <summary>A number that changes with the pixels of the canvas.</summary>
    public Task<long> PixelsAsync() => Page.EvaluateAsync<long>("""
        () => {
          const stage = document.querySelector('#stage');
          const copy = Object.assign(document.createElement('canvas'), { width: stage.width, height: stage.height }).getContext('2d', { willReadFrequently: true });
          copy.drawImage(stage, 0, 0);
          const pixels = copy.getImageData(0, 0, stage.width, stage.height).data;
          let sum = 0;
          for (let i = 0; i < pixels.length; i++) sum = (sum * 31 + pixels[i]) % 1000000007;
          return sum;
        }
        """);

    /// <summary>Fails if the browser complained of anything.</summary>
    public void AssertClean() => Assert.True(_complaints.IsEmpty, string.Join("\n", _complaints));

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static bool IsHere(string url) => new Uri(url) is { Host: "127.0.0.1" } or { Scheme: "data" or "blob" or "file" };

    private void Complain(bool happened, string what)
    {
        if (happened)
        {
            _complaints.Enqueue(what);
        }
    }
}
