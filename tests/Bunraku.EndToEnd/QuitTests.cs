using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>How Studio is ended from its pages, and what a separate window says before it closes.</summary>
public sealed class QuitTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Warning = "A stream may be using it.";

    /// <summary>Connections that were not told to end once held the program for half a minute.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Button_asks_and_ends_the_program_with_success()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage settings = await chromium.OpenAsync(new Uri(studio.Address, "/settings"));
        ILocator dialog = settings.Page.GetByRole(AriaRole.Dialog);
        await settings.Page.GetByRole(AriaRole.Button, new() { Name = "Quit Studio" }).ClickAsync();
        await dialog.WaitForAsync();
        Assert.DoesNotContain(Warning, await dialog.InnerTextAsync(), StringComparison.Ordinal);
        await dialog.GetByText("Cancel").ClickAsync();

        await using (WatchedPage overlay = await chromium.OpenAsync(new Uri(studio.Address, "/overlay")))
        {
            await overlay.WaitForFrameAsync();
            await settings.Page.Locator(".shell[data-on-air]").WaitForAsync();
            await settings.Page.GetByRole(AriaRole.Button, new() { Name = "Quit Studio" }).ClickAsync();
            Assert.Contains(Warning, await dialog.InnerTextAsync(), StringComparison.Ordinal);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Quit", Exact = true }).ClickAsync();

            Assert.Equal(0, await studio.ExitAsync().WaitAsync(EndTime, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_the_program_with_success_while_pages_are_open()
    {
        SignalSender.SkipOnWindows();
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, "/student-manual-poser"));
        await using WatchedPage overlay = await chromium.OpenAsync(new Uri(studio.Address, "/overlay"));
        await overlay.WaitForFrameAsync();
        await page.Page.Locator(".shell[data-on-air]").WaitForAsync();

        await studio.InterruptAsync();

        Assert.Equal(0, await studio.ExitAsync().WaitAsync(EndTime, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Separate_window_asks_before_it_closes_only_while_an_overlay_is_connected(bool isWindow, bool hasOverlay, bool asks)
    {
        string pretend = $"const real = matchMedia; window.matchMedia = query => query.includes('display-mode') ? {{ matches: {(isWindow ? "true" : "false")} }} : real.call(window, query);";
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, "/student-manual-poser"), pretend);
        await page.Page.Locator(".character-chip").ClickAsync(); // A browser asks only on a page that was used.
        await page.Page.Keyboard.PressAsync("Escape");
        await using WatchedPage? overlay = hasOverlay ? await chromium.OpenAsync(new Uri(studio.Address, "/overlay")) : null;
        if (overlay is not null)
        {
            await page.Page.Locator(".shell[data-on-air]").WaitForAsync();
        }

        var asked = new TaskCompletionSource<string>();
        page.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.AcceptAsync();
        };
        var closed = new TaskCompletionSource();
        page.Page.Close += (_, _) => closed.TrySetResult();
        await page.Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(asks ? "beforeunload" : "no question", asked.Task.IsCompleted ? await asked.Task : "no question");
    }
}
