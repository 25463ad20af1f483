using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>This browser has no MIDI device, so one that a script plays stands in for it.</summary>
public sealed class MidiTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Pads = """
        const pads = { name: 'Pads', state: 'connected', onmidimessage: null, close() {} };
        navigator.requestMIDIAccess = async () => ({ inputs: new Map([['1', pads]]), onstatechange: null });
        window.play = (...data) => pads.onmidimessage({ data: new Uint8Array(data) });
        """;

    [Fact]
    public async Task Note_is_learnt_and_switches_its_expression()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address, WatchedPage.NoFrames + Pads);
        IPage page = watched.Page;
        await page.GotoAsync(new Uri(studio.Address, "/student-manual-poser").AbsoluteUri);
        await page.GetByText("Use a MIDI device").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Pads" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByText("Edit expressions").ClickAsync();
        ILocator learn = page.GetByLabel("MIDI note of Wink");
        await learn.ClickAsync();
        await Assertions.Expect(learn).ToHaveTextAsync("Press a note …", new() { Timeout = 60_000 });
        await page.EvaluateAsync("() => play(0x91, 36, 100)");
        await Assertions.Expect(learn).ToHaveTextAsync("Note 36", new() { Timeout = 60_000 });
        Assert.Equal(0, await page.Locator(".expression.is-on").CountAsync());

        await page.EvaluateAsync("() => { play(0x91, 36, 0); play(0xB0, 36, 100); play(0x90, 37, 100); play(0x90, 36, 90); play(0x80, 36, 0); }");
        await Assertions.Expect(page.Locator(".expression.is-on")).ToContainTextAsync("Wink", new() { Timeout = 60_000 });
        await page.EvaluateAsync("() => play(0x90, 36, 90)");
        await Assertions.Expect(page.Locator(".expression.is-on")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        watched.AssertClean();
    }
}
