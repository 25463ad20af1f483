using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>The browser of this machine, without a window. Where there is none, the tests are skipped, and fail in CI.</summary>
public class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Flags that a kind of test needs in addition.</summary>
    protected virtual IEnumerable<string> FurtherFlags => [];

    public async ValueTask InitializeAsync()
    {
        if (ChromiumProgram.Find() is { } executable)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Headless = true, Args = [.. ChromiumProgram.Flags, .. FurtherFlags] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a page in a fresh profile. Unless told otherwise, it shows few pictures a second; see <see cref="WatchedPage.FewFrames"/>.</summary>
    /// <param name="address">The page.</param>
    /// <param name="script">What is run before the scripts of each document.</param>
    /// <param name="width">Of the page, in pixels. Chromium draws in software: an overlay with shadows takes time by its size.</param>
    /// <param name="height">Of the page, in pixels.</param>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="isPaced">Whether it shows few pictures.</param>
    internal async Task<WatchedPage> OpenAsync(Uri address, string script = "", int width = 1280, int height = 800, string language = "en", bool isPaced = true)
    {
        if (_browser is null)
        {
            ChromiumProgram.SkipForLackOfIt();
        }

        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = language });
        var page = new WatchedPage(await context.NewPageAsync());
        await page.Page.AddInitScriptAsync(WatchedPage.WatchTexts + (isPaced ? WatchedPage.FewFrames : "") + script);
        await page.Page.GotoAsync(address.AbsoluteUri);
        return page;
    }
}
