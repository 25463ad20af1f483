using System.Diagnostics;
using Bunraku.Core.Images;
using Bunraku.Distillation.Rig;
using Bunraku.Distillation.Runs;
using Bunraku.TestSupport;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

/// <summary>
/// Presses every button, switch and tab of every page in every state that pressing leads to, and asks for everything that links lead to. Nothing may fail:
/// no error toast, no failed page, no word in the browser's console, no answer of 400 or more. axe must find nothing.
/// </summary>
public sealed class EveryButtonTests(CameraChromium chromium, StandInDetector standIn) : IClassFixture<CameraChromium>, IClassFixture<StandInDetector>, IDisposable
{
    private const int MostPresses = 400;

    /// <summary>Says of each rule that is broken which it is, how grave, and where first.</summary>
    private const string RunAxe = """
        async () => {
          const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
          const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false });
          return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(', ')}`);
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What fades in or out, or changes its colour, has less contrast for a moment; what is looked at is what it comes to.</summary>
    private const string NoFading = "*, *::before, *::after { animation: none !important; transition: none !important } .mud-snackbar { opacity: 1 !important }";

    /// <summary>
    /// Presses the next thing that was not pressed yet, in an open dialog or menu first, and names it; empty when all were. Downloads of hundreds of megabytes
    /// and whole trainings are not started (their tests do that); buttons that close a dialog come last.
    /// </summary>
    private const string PressNext = """
        () => {
          window.pressed ??= new Set();
          const skipped = /^(Fetch|Download and install|Start$|Resume$|Start over|Import|Stop training|Quit|Delete project|Apply pose$)/;
          const shown = element => element.checkVisibility() && element.getClientRects().length > 0;
          const name = element => ((element.getAttribute('aria-label') ?? '') + '|' + (element.innerText ?? '') + '|' + (element.value ?? '') + '|' + (element.name ?? '').slice(0, 1)).replace(/\d+| copy/g, '').trim();
          const place = element => element.closest('[data-card], [data-box], [role=dialog], .mud-popover, section[aria-label]');
          const key = element => [location.pathname, document.querySelector('h1')?.innerText, place(element)?.dataset?.card ?? place(element)?.dataset?.box ?? place(element)?.getAttribute('aria-label') ?? '', element.tagName, name(element)].join(' / ');
          const closing = /close|cancel/i;
          const scope = [...document.querySelectorAll('.mud-dialog, .mud-popover-open')].filter(shown).pop() ?? document.body;
          const candidates = [...scope.querySelectorAll('button, summary, input[type=radio], input[type=checkbox], [role=menuitem]')]
            .filter(element => !element.disabled && (shown(element) || shown(element.parentElement)) && !skipped.test(element.innerText ?? '') && !element.closest('nav.pages, .mud-snackbar'))
            .sort((one, other) => closing.test(name(one)) - closing.test(name(other)));
          const next = candidates.find(element => !pressed.has(key(element)));
          if (next === undefined) {
            if (scope === document.body) return '';
            scope.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
            document.querySelector('.mud-overlay')?.click();
            return 'Escape';
          }
          pressed.add(key(next));
          next.click();
          return key(next);
        }
        """;

    private readonly HttpClient _client = new() { DefaultRequestHeaders = { { "Accept", "text/html" } } };
    private readonly HashSet<string> _links = [];
    private readonly List<string> _failed = [];

    [Fact]
    public async Task Every_button_and_link_of_every_page_does_something_that_does_not_fail_and_axe_finds_nothing()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-e2e-");
        string project = MakeProject(home.FullName);
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, models: standIn.Models, program: standIn.Program, home: home, command: ["distiller-ui", project]);
        string distiller = studio.Address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["distiller-ui", var id, ..] ? $"/distiller-ui/{id}/" : throw new InvalidOperationException(studio.Output);
        string[] addresses =
        [
            "/", "/student-manual-poser", "/full-manual-poser", "/student-ifacialmocap-puppeteer", "/student-mediapipe-puppeteer", "/mouse-puppeteer", "/scenes", "/items", "/library", "/move-picture", "/distiller-ui",
            distiller + "picture", distiller + "face", distiller + "teacher", distiller + "training", "/settings", "/licences", "/help", "/help/items",
        ];
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address, WatchedPage.NoFrames);
        watched.Page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Url}");
        foreach ((ColorScheme scheme, int width, int height) in ((ColorScheme, int, int)[])[(ColorScheme.Light, 1280, 800), (ColorScheme.Dark, 390, 844)])
        {
            await watched.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await watched.Page.SetViewportSizeAsync(width, height);
            foreach (string address in addresses)
            {
                await VisitAsync(watched, new Uri(studio.Address, address), $"{scheme} {width}");
            }
        }

        using HttpResponseMessage wrong = await _client.GetAsync(new Uri(studio.Address, "/nonsense"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Contains("This page does not exist", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(_failed.Count == 0, string.Join("\n", _failed.Distinct()));
        watched.AssertClean();
        await studio.DisposeAsync();
        home.Delete(recursive: true);
    }

    public void Dispose() => _client.Dispose();

    private async Task VisitAsync(WatchedPage watched, Uri address, string look)
    {
        IPage page = watched.Page;
        await OpenAsync(page, address);
        if (address.AbsolutePath.EndsWith("/picture", StringComparison.Ordinal))
        {
            await ShowDoctorAsync(page);
        }

        long start = Stopwatch.GetTimestamp();
        await ExamineAsync(page, look);
        TimeSpan examined = Stopwatch.GetElapsedTime(start);
        var pressed = new List<string>();
        for (int press = 0; press < MostPresses; press++)
        {
            string what = await page.EvaluateAsync<string>(PressNext);
            if (what.Length == 0)
            {
                await Task.Delay(150, TestContext.Current.CancellationToken); // What the last press brings may hold further buttons.
                what = await page.EvaluateAsync<string>(PressNext);
                if (what.Length == 0)
                {
                    break;
                }
            }

            pressed.Add(what);
            await Task.Delay(30, TestContext.Current.CancellationToken);
            string? trouble = await page.EvaluateAsync<string?>("() => [...document.querySelectorAll('.mud-snackbar.mud-alert-filled-error, .mud-error-boundary, #blazor-error-ui[style*=block]')].map(e => e.innerText)[0] ?? (document.body.innerText.includes('This page has failed') ? 'This page has failed' : null)");
            Note(trouble is not null, $"{look} {address.AbsolutePath}: {trouble}, after {string.Join(" > ", pressed.TakeLast(3))}");
            foreach (string link in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(link => link.href.split('#')[0])"))
            {
                if (link.StartsWith(address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) && _links.Add(link))
                {
                    using HttpResponseMessage answer = await _client.GetAsync(new Uri(link), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                    Note(!answer.IsSuccessStatusCode, $"{look} {address.AbsolutePath}: {(int)answer.StatusCode} for the link {link}");
                }
            }

            if (trouble is not null || new Uri(page.Url).AbsolutePath != address.AbsolutePath)
            {
                string[] known = await page.EvaluateAsync<string[]>("() => [...pressed]");
                await OpenAsync(page, address);
                await page.EvaluateAsync("known => { window.pressed = new Set(known); }", known);
            }
        }

        Assert.True(pressed.Count < MostPresses, $"{address} never comes to an end: {string.Join("\n", pressed.TakeLast(10))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{look} {address.AbsolutePath}: {pressed.Count} presses in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, axe before {examined.TotalSeconds:0.0} s");
        if (look.StartsWith(nameof(ColorScheme.Light), StringComparison.Ordinal))
        {
            await ExamineAsync(page, look + " at the end");
        }
    }

    private static async Task OpenAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForSelectorAsync("main h1");
        await page.WaitForTimeoutAsync(250);
    }

    /// <summary>The picture doctor with a picture.</summary>
    private static async Task ShowDoctorAsync(IPage page)
    {
        await page.GetByText("Another picture").ClickAsync();
        byte[] picture = PngFile.Encode(DrawnFigure.OnGreen(DrawnFigure.Draw(400)));
        await page.Locator("#doctor-file").ChooseFilesAsync(new FilePayload { Name = "mika.png", MimeType = "image/png", Buffer = picture });
        await page.WaitForFunctionAsync("() => document.querySelector('#doctor-canvas')?.dataset.pictures > 0");
    }

    private async Task ExamineAsync(IPage page, string look)
    {
        await page.AddStyleTagAsync(new() { Content = NoFading });
        await page.EvaluateAsync(Axe);
        foreach (string broken in await page.EvaluateAsync<string[]>(RunAxe))
        {
            _failed.Add($"axe {look} {new Uri(page.Url).AbsolutePath}: {broken}");
        }

        int over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Note(over > 0, $"{look} {new Uri(page.Url).AbsolutePath}: {over} pixels wider than the window");
    }

    /// <summary>A project with pictures, a finished student and no training.</summary>
    private static string MakeProject(string home)
    {
        string folder = Path.Combine(home, "data", "distiller", "hana");
        var run = new RunFolder(folder);
        Directory.CreateDirectory(run.CharacterModel);
        foreach (string file in TestData.KoitoFiles)
        {
            File.Copy(file, Path.Combine(run.CharacterModel, Path.GetFileName(file)));
        }

        using var rig = new RigPoser(RigCharacter.Default);
        PngFile.Write(Path.Combine(folder, "character.png"), rig.DrawPicture());
        return folder;
    }

    private void Note(bool happened, string what)
    {
        if (happened)
        {
            lock (_failed)
            {
                _failed.Add(what);
            }
        }
    }
}
