using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>A streaming program that was started before Studio.</summary>
public sealed class OverlayFirstTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task File_of_the_overlay_waits_for_Studio_and_then_shows_the_character()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string file = Path.Combine(folder.FullName, "bunraku-overlay.html");
        Uri address;
        await using (StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito))
        {
            address = studio.Address;
            await using WatchedPage card = await chromium.OpenAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer"));
            IDownload download = await card.Page.RunAndWaitForDownloadAsync(() => card.Page.GetByText("File for OBS").ClickAsync());
            Assert.Equal("bunraku-overlay.html", download.SuggestedFilename);
            await download.SaveAsAsync(file);
            card.AssertClean();
        }

        // Nothing complains of the page itself: a browser notes each sign that does not come.
        await using WatchedPage overlay = await chromium.OpenAsync(new Uri(file));
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal(new Uri(file).AbsoluteUri, overlay.Page.Url);

        await using (await StudioProcess.StartAsync(TestData.Koito, address.GetLeftPart(UriPartial.Authority)))
        {
            await overlay.WaitForFrameAsync();
            Assert.Equal(new Uri(address, "/overlay").AbsoluteUri, overlay.Page.Url);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pages_from_elsewhere_can_load_the_sign_and_nothing_else()
    {
        const string Load = "address => new Promise(done => { const picture = new Image(); picture.onload = () => done('loaded'); picture.onerror = () => done('refused'); picture.src = address; })";
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string file = Path.Combine(folder.FullName, "page.html");
        await File.WriteAllTextAsync(file, "<!DOCTYPE html><title>elsewhere</title>", TestContext.Current.CancellationToken);
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(file));

        Assert.Equal("loaded", await page.Page.EvaluateAsync<string>(Load, new Uri(studio.Address, "/overlay/sign.svg").AbsoluteUri));
        Assert.Equal("refused", await page.Page.EvaluateAsync<string>(Load, new Uri(studio.Address, "/img/bunraku.svg").AbsoluteUri));
        folder.Delete(recursive: true);
    }
}
