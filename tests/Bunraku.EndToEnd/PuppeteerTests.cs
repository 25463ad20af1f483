using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Images;
using Bunraku.Live.Tests.Fakes;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class PuppeteerTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const float Patience = 120_000;

    [Fact]
    public async Task Phone_moves_the_character_after_a_taken_port_and_after_being_switched_off_and_on()
    {
        int port = PhoneFake.FreePort();
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer"));
        await page.WaitForFrameAsync();
        await HoldStillAsync(page.Page);

        using (var other = new UdpClient(AddressFamily.InterNetworkV6))
        {
            other.Client.DualMode = true;
            other.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            await StartAsync(page.Page, port);
            await ExpectStateAsync(page.Page, "Port in use");
            await Assertions.Expect(page.Page.Locator(".findings .finding")).ToHaveCountAsync(1, new() { Timeout = Patience });
            await Assertions.Expect(page.Page.Locator(".findings .finding")).ToContainTextAsync(port.ToString(CultureInfo.InvariantCulture), new() { Timeout = Patience });
        }

        await ExpectStateAsync(page.Page, "Waiting for data");
        long still = await StillPixelsAsync(page);
        await using (new PhoneFake(port, PhoneFake.Talking))
        {
            await ExpectStateAsync(page.Page, "Receiving");
            await Assertions.Expect(page.Page.Locator("[data-figure=headBoneY]")).ToHaveTextAsync("20.00°", new() { Timeout = Patience });
            await page.Page.WaitForFunctionAsync("frame => Number(document.querySelector('#stage').dataset.frame) > Number(frame) + 1", await FrameAsync(page.Page));
            Assert.NotEqual(still, await page.PixelsAsync());
        }

        await ExpectStateAsync(page.Page, "Silent");
        await using (new PhoneFake(port, PhoneFake.Talking))
        {
            await ExpectStateAsync(page.Page, "Receiving");
        }

        page.AssertClean();
    }

    [Fact]
    public async Task Phone_is_heard_again_by_itself_after_Studio_was_killed_until_it_is_stopped()
    {
        int port = PhoneFake.FreePort();
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-e2e-");
        await using (StudioProcess first = await StudioProcess.StartAsync(TestData.Koito, home: home))
        {
            await using WatchedPage page = await chromium.OpenAsync(new Uri(first.Address, "/student-ifacialmocap-puppeteer"));
            await StartAsync(page.Page, port);
            await ExpectStateAsync(page.Page, "Waiting for data");
            await WaitForAsync(() => SettingsOf(home).Contains("\"phoneRuns\": true", StringComparison.OrdinalIgnoreCase));
            await first.KillAsync();
        }

        await using (var phone = new PhoneFake(port, PhoneFake.Talking))
        await using (StudioProcess second = await StudioProcess.StartAsync(TestData.Koito, home: home))
        {
            await using WatchedPage page = await chromium.OpenAsync(new Uri(second.Address, "/student-ifacialmocap-puppeteer"));
            await ExpectStateAsync(page.Page, "Receiving");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
            await WaitForAsync(() => SettingsOf(home).Contains("\"phoneRuns\": false", StringComparison.OrdinalIgnoreCase) || !SettingsOf(home).Contains("phoneRuns", StringComparison.OrdinalIgnoreCase));
            page.AssertClean();
        }

        home.Delete(recursive: true);
    }

    [Fact]
    public async Task Overlay_is_transparent_around_the_character_and_goes_on_after_a_restart_of_Studio()
    {
        string character = TestData.Koito;
        StudioProcess studio = await StudioProcess.StartAsync(character);
        string url = studio.Address.GetLeftPart(UriPartial.Authority);
        try
        {
            await using WatchedPage overlay = await chromium.OpenAsync(new Uri(studio.Address, "/overlay"));
            await overlay.WaitForFrameAsync();
            StraightImage picture = await ScreenshotAsync(overlay.Page);
            Assert.All(Corners(picture), corner => Assert.Equal(0, corner));
            Assert.Equal(255, AlphaAt(picture, picture.Width / 2, picture.Height / 2));

            await overlay.Page.GotoAsync(new Uri(studio.Address, "/overlay?background=00ff00&flip=1").AbsoluteUri);
            await overlay.WaitForFrameAsync();
            StraightImage green = await ScreenshotAsync(overlay.Page);
            Assert.Equal([0, 255, 0, 255], green.Pixels.AsSpan(0, 4).ToArray());

            await studio.DisposeAsync();
            await overlay.Page.EvaluateAsync("() => { document.querySelector('#stage').dataset.frame = ''; }");
            studio = await StudioProcess.StartAsync(character, url);
            await overlay.WaitForFrameAsync();
            Assert.Equal(255, AlphaAt(await ScreenshotAsync(overlay.Page), picture.Width / 2, picture.Height / 2));
        }
        finally
        {
            await studio.DisposeAsync();
        }
    }

    private static string SettingsOf(DirectoryInfo home) =>
        File.Exists(Path.Combine(home.FullName, "config", "studio.json")) ? File.ReadAllText(Path.Combine(home.FullName, "config", "studio.json")) : "";

    private static async Task WaitForAsync(Func<bool> happened)
    {
        long start = Environment.TickCount64;
        while (!happened())
        {
            Assert.True(Environment.TickCount64 - start < Patience, "It did not happen in time.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Switches breath, blinks and sway off, so that only a face can change the picture.</summary>
    private static async Task HoldStillAsync(IPage page)
    {
        await page.Locator(".tabs input[value=Life]").CheckAsync(new() { Force = true });
        await page.GetByLabel("Breaths per minute, number").FillAsync("0");
        await page.GetByLabel("Blinks per minute, number").FillAsync("0");
        await page.GetByLabel("Sway, number").FillAsync("0");
        await page.GetByLabel("Sway, number").PressAsync("Tab");
        await Assertions.Expect(page.GetByLabel("Sway", new() { Exact = true })).ToHaveValueAsync("0", new() { Timeout = Patience });
    }

    private static async Task StartAsync(IPage page, int port)
    {
        await page.Locator("select[aria-label=Tracker]").SelectOptionAsync("IFacialMocap");
        await page.Locator(".more summary").ClickAsync();
        await page.Locator("input[aria-label=Port]").FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
    }

    private static Task ExpectStateAsync(IPage page, string state) =>
        Assertions.Expect(page.Locator("[data-card=connection] .state")).ToHaveTextAsync(state, new() { Timeout = Patience });

    private static Task<string> FrameAsync(IPage page) => page.EvaluateAsync<string>("() => document.querySelector('#stage').dataset.frame");

    /// <summary>The pixels once they no longer change.</summary>
    private static async Task<long> StillPixelsAsync(WatchedPage page)
    {
        const int Looks = 30;
        long before = await page.PixelsAsync();
        for (int look = 0; look < Looks; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            long now = await page.PixelsAsync();
            if (now == before)
            {
                return now;
            }

            before = now;
        }

        throw new InvalidOperationException("The character does not come to rest.");
    }

    private static async Task<StraightImage> ScreenshotAsync(IPage page)
    {
        string path = Path.Combine(Path.GetTempPath(), $"bunraku-overlay-{Guid.NewGuid():N}.png");
        try
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, OmitBackground = true });
            return PngFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<byte> Corners(StraightImage picture) =>
    [
        AlphaAt(picture, 0, 0),
        AlphaAt(picture, picture.Width - 1, 0),
        AlphaAt(picture, 0, picture.Height - 1),
        AlphaAt(picture, picture.Width - 1, picture.Height - 1),
    ];

    private static byte AlphaAt(StraightImage picture, int x, int y) => picture.Pixels[(4 * ((y * picture.Width) + x)) + 3];
}
