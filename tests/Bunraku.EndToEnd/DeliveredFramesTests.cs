using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>How many frames a second reach a browser on this machine: reported, never asserted.</summary>
public sealed class DeliveredFramesTests
{
    private const int Turns = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3); // The programs of both sides are compiled as they run.
    private static readonly TimeSpan DragTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90); // Where other programs have the machine.

    [Fact]
    public async Task Frames_delivered_while_a_slider_is_dragged_are_counted()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using BareChromium browser = await BareChromium.StartAsync();
        await OpenAsync(browser, studio);

        (double seconds, int frames) = await DragAsync(browser);

        Assert.True(frames > 2, $"{frames} frames were drawn while the slider was dragged.");
        Write("Frames delivered to the browser while a slider was dragged", frames / seconds, await MeterAsync(browser));
    }

    /// <summary>The measurement of docs/performance.md: two Studios take turns with one browser, so that what else the machine does affects both.</summary>
    [Fact(Explicit = true)]
    public async Task Frames_delivered_by_either_arithmetic_are_counted()
    {
        await using StudioProcess inFloat = await StudioProcess.StartAsync(TestData.Koito, command: ["student-manual-poser", "--arithmetic", "float"]);
        await using StudioProcess inFixed = await StudioProcess.StartAsync(TestData.Koito, command: ["student-manual-poser", "--arithmetic", "fixed"]);
        await using BareChromium browser = await BareChromium.StartAsync();
        (string, StudioProcess)[] pair = [("float", inFloat), ("fixed", inFixed)];
        foreach ((string arithmetic, StudioProcess studio) in Enumerable.Repeat(pair, Turns).SelectMany(turn => turn))
        {
            await OpenAsync(browser, studio);
            (double seconds, int frames) = await DragAsync(browser);
            Write(arithmetic, frames / seconds, await MeterAsync(browser));
        }
    }

    private static async Task OpenAsync(BareChromium browser, StudioProcess studio)
    {
        await browser.SendAsync("Page.navigate", new JsonObject { ["url"] = studio.Address.AbsoluteUri });
        await browser.WaitForAsync($"location.port === '{studio.Address.Port}' && document.querySelector('#stage')?.dataset.frame > 0");
        await browser.EvaluateAsync<int>("""
            window.framesDrawn = 0;
            new MutationObserver(changes => { window.framesDrawn += changes.length; }).observe(document.querySelector('#stage'), { attributeFilter: ['data-frame'] });
            0
            """);
    }

    private static Task<string> MeterAsync(BareChromium browser) => browser.EvaluateAsync<string>("document.querySelector('.meter').textContent");

    private static void Write(string what, double rate, string meter) => TestContext.Current.TestOutputHelper?.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {rate:F1} a second (the page's meter: {meter}; {Environment.ProcessorCount} cores)."));

    private static async Task<(double Seconds, int Frames)> DragAsync(BareChromium browser)
    {
        const string Slider = "document.querySelector('input[aria-label=\"Head, turn\"]').getBoundingClientRect()";
        double left = await browser.EvaluateAsync<double>($"{Slider}.left");
        double width = await browser.EvaluateAsync<double>($"{Slider}.width");
        double y = await browser.EvaluateAsync<double>($"{Slider}.top + {Slider}.height / 2");
        await browser.MouseAsync("mousePressed", left + (width / 2), y);
        await MoveAsync(WarmUp);
        int first = await browser.EvaluateAsync<int>("window.framesDrawn");
        long start = Stopwatch.GetTimestamp();
        await MoveAsync(DragTime);
        int last = await browser.EvaluateAsync<int>("window.framesDrawn");
        while (last - first <= 2 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await MoveAsync(TimeSpan.FromSeconds(1));
            last = await browser.EvaluateAsync<int>("window.framesDrawn");
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await browser.MouseAsync("mouseReleased", left + (width / 2), y);
        return (seconds, last - first);

        async Task MoveAsync(TimeSpan duration)
        {
            long begin = Stopwatch.GetTimestamp();
            for (double time = 0; time < duration.TotalSeconds; time = Stopwatch.GetElapsedTime(begin).TotalSeconds)
            {
                await browser.MouseAsync("mouseMoved", left + (width * (0.5 + (0.4 * Math.Sin(Math.PI * time)))), y);
                await Task.Delay(8, TestContext.Current.CancellationToken); // A mouse tells of itself 125 times a second.
            }
        }
    }
}
