using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd.Player;

/// <summary>
/// Studio's pages with a player that paints one colour: this browser has no graphics card. What a real player paints is tested in <see cref="PlayerTests"/>.
/// </summary>
public sealed class StudioPaintingTests(Chromium browser) : IClassFixture<Chromium>
{
    private const string StandIn = """
        export const canPaint = async () => true;
        export class Player {
          static async open(canvas, bundle, options) {
            window.opened = { bytes: new Uint8Array(await (await fetch(bundle)).arrayBuffer()), options };
            return new Player(canvas);
          }
          constructor(canvas) {
            this.canvas = canvas; this.frames = 0; this.listeners = {}; this.backend = { name: 'webgpu' };
            [canvas.width, canvas.height] = [512, 512];
            window.player = this;
          }
          on(event, listener) { this.listeners[event] = listener; }
          set pose(pose) {
            const context = this.canvas.getContext('2d');
            context.fillStyle = `rgb(${Math.round(255 * Math.abs(pose[40]))}, 100, 0)`;
            context.fillRect(0, 0, 512, 512);
            this.frames++;
            this.listeners.frame?.({ number: this.frames });
          }
          close() {}
        }
        const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        window.pixel = () => {
          copy.clearRect(0, 0, 1, 1);
          copy.drawImage(document.querySelector('#stage'), 9, 9, 1, 1, 0, 0, 1, 1);
          return copy.getImageData(0, 0, 1, 1).data;
        };
        """;

    [Fact]
    public async Task A_page_that_paints_gets_poses_and_takes_frames_again_when_it_cannot()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await browser.OpenAsync(studio.Address);
        await page.Page.RouteAsync("**/player/player.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = StandIn }));
        await page.Page.GotoAsync(studio.Address.AbsoluteUri);
        ILocator stage = page.Page.Locator("#stage");

        await Assertions.Expect(stage).ToHaveAttributeAsync("data-painter", "WebGPU", new() { Timeout = 120_000 });
        Assert.Equal("BUNRAKU\n", await page.Page.EvaluateAsync<string>("() => String.fromCharCode(...opened.bytes.slice(0, 8))"));

        await page.Page.Locator("input[type=range][aria-label='Head, turn']").FillAsync("1");
        await page.Page.WaitForFunctionAsync("() => pixel()[0] === 255");

        // Parts of a frame are drawn by the engine.
        await page.Page.GetByLabel("Output").SelectOptionAsync("Alpha");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#stage').dataset.painter === undefined && pixel()[1] !== 100");
        await page.Page.GetByLabel("Output").SelectOptionAsync("Final");
        await Assertions.Expect(stage).ToHaveAttributeAsync("data-painter", "WebGPU", new() { Timeout = 120_000 });

        // A player without a device leaves the stage to the engine.
        await page.Page.EvaluateAsync("() => player.listeners.lost({ backend: null, reason: 'gone' })");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('#stage').dataset.painter === undefined && pixel()[1] !== 100");

        // The setting overrides what the browser can do.
        await page.Page.GetByLabel("Painter").SelectOptionAsync("webgl2");
        await Assertions.Expect(page.Page.Locator("#stage")).ToHaveAttributeAsync("data-painter", "WebGPU", new() { Timeout = 120_000 });
        Assert.Equal("webgl2", await page.Page.EvaluateAsync<string>("() => opened.options.backend"));
        await page.Page.GetByLabel("Painter").SelectOptionAsync("frames");
        await page.WaitForFrameAsync();
        Assert.Null(await page.Page.Locator("#stage").GetAttributeAsync("data-painter"));
        page.AssertClean();
    }

    [Fact]
    public async Task The_bench_measures_both_painters_and_says_why_one_does_not_work()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await browser.OpenAsync(new Uri(studio.Address, "/bench.html"));
        ILocator result = page.Page.Locator("#result[data-done]");
        await Assertions.Expect(result).ToContainTextAsync("webgpu: No painter works here", new() { Timeout = 120_000 });
        await Assertions.Expect(result).ToContainTextAsync("webgl2: No painter works here");

        await page.Page.RouteAsync("**/player/player.js", route => route.FulfillAsync(new()
        {
            ContentType = "text/javascript",
            Body = """
                export const restPose = () => new Float32Array(45);
                export class Player {
                  static open = async (canvas, bundle) => (await (await fetch(bundle)).arrayBuffer()).byteLength > 1e6 && new Player();
                  backend = { renderer: 'a card', precision: 'float32' };
                  draw = () => new Promise(resolve => setTimeout(resolve, 2));
                  close() {}
                }
                """,
        }));
        await page.Page.GotoAsync(new Uri(studio.Address, "/bench.html?frames=20").AbsoluteUri);
        await Assertions.Expect(result).ToContainTextAsync("webgpu float32, a card: ", new() { Timeout = 120_000 });
        await Assertions.Expect(result).ToContainTextAsync("webgl2 float32, a card: ");
        await Assertions.Expect(result).ToContainTextAsync("frames a second");
    }
}
