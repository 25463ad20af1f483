using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class MicrophoneTests(CameraChromium chromium) : IClassFixture<CameraChromium>
{
    private const string VowelOf = """
        async ([f1, f2, voice]) => {
          const { vowelsOf } = await import('/js/voice/vowels.js');
          const hertzPerBin = 48000 / 1024;
          const spectrum = Float32Array.from({ length: 512 }, (_, bin) => {
            const hertz = bin * hertzPerBin;
            const resonance = (formant, width) => 1 / (1 + ((hertz - formant) / width) ** 2);
            const harmonic = 0.3 + 0.7 * Math.cos(Math.PI * hertz / voice) ** 2;
            const power = harmonic * (resonance(f1, 60) + 0.4 * resonance(f2, 90)) / (1 + (hertz / 500) ** 2) + 1e-9;
            return 10 * Math.log10(power) - 30;
          });
          return vowelsOf(spectrum, hertzPerBin);
        }
        """;

    [Fact]
    public async Task Vowels_are_told_by_their_formants_in_low_and_high_voices()
    {
        (int Vowel, double First, double Second)[] spoken =
        [
            (0, 850, 1400), (0, 700, 1150), (1, 290, 2300), (1, 340, 2750), (2, 340, 1300), (3, 470, 1900), (3, 540, 2250), (4, 450, 820), (4, 520, 950),
        ];
        await using StudioProcess studio = await StudioProcess.StartAsync(character: null);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        List<string> mistaken = [];
        foreach ((int vowel, double first, double second) in spoken)
        {
            foreach (double voice in new[] { 110.0, 160, 220 })
            {
                double[] strengths = await page.Page.EvaluateAsync<double[]>(VowelOf, new[] { first, second, voice });
                if (strengths[vowel] < strengths.Max())
                {
                    mistaken.Add($"vowel {vowel} ({first} and {second} Hz, voice of {voice} Hz): {string.Join(", ", strengths)}");
                }
            }
        }

        Assert.Empty(mistaken);
    }

    /// <summary>Parts of the browser that throw, refuse, or never answer.</summary>
    [Theory]
    [InlineData("AudioContext.prototype.createMediaStreamSource = () => { throw new DOMException('put in', 'NotSupportedError'); };", true)]
    [InlineData("AudioWorklet.prototype.addModule = () => Promise.reject(new Error('put in'));", true)]
    [InlineData("window.AudioContext = class { constructor() { throw new Error('put in'); } };", true)]
    [InlineData("delete window.AudioWorkletNode;", true)]
    [InlineData("AudioWorklet.prototype.addModule = () => new Promise(() => {});", false)]
    [InlineData("AudioContext.prototype.resume = () => new Promise(() => {});", false)]
    [InlineData("navigator.mediaDevices.getUserMedia = () => new Promise(() => {});", false)]
    public async Task Microphone_that_fails_or_hangs_is_off_again_and_can_always_be_stopped(string fault, bool isTold)
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer"), CameraChromium.NoteTracks + fault);
        IPage page = watched.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Start microphone" }).ClickAsync();
        if (isTold)
        {
            await Assertions.Expect(page.Locator("[data-card=microphone] .finding")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("put in|AudioWorkletNode"), new() { Timeout = 60_000 });
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Stop microphone" }).ClickAsync();
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start microphone" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => tracks.every(track => track.readyState === 'ended')");
    }

    [Fact]
    public async Task Microphone_is_heard_on_both_puppeteers()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        foreach (string address in new[] { "/student-ifacialmocap-puppeteer", "/student-mediapipe-puppeteer" })
        {
            await using WatchedPage page = await chromium.OpenAsync(new Uri(studio.Address, address));
            await page.WaitForFrameAsync();
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start microphone" }).ClickAsync();
            await page.Page.WaitForFunctionAsync("() => document.querySelector('.voice-meter')?.value > 0.2");

            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stop microphone" }).ClickAsync();
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Start microphone" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
            page.AssertClean();
        }
    }
}
