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

    /// <summary>Buttons that fetch hundreds of megabytes, train, or end what the others need.</summary>
    private const string NotPressed = "^(Fetch|Download and install|Start$|Resume$|Start over|Import|Stop training|Quit|Delete project|Apply pose$)";

    private const string Closing = "close|cancel";

    /// <summary>Says of each rule that is broken which it is, how grave, and where first.</summary>
    private const string RunAxe = """
        async () => {
          const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
          const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false });
          return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map(node => `${node.html.slice(0, 160)} (${node.any.map(check => check.message).join(' ')})`).join(', ')}`);
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What fades in or out, or changes its colour, has less contrast for a moment; what is looked at is what it comes to.</summary>
    private const string NoFading = "*, *::before, *::after { animation: none !important; transition: none !important } .mud-snackbar { opacity: 1 !important }";

    /// <summary>
    /// Presses all that was not pressed yet, in an open dialog or menu first, until something is wrong, another page is there, or nothing is left. Downloads of
    /// hundreds of megabytes and whole trainings are not started (their tests do that); buttons that close a dialog come last. What was pressed outlives the
    /// document. Links are asked for when they are first seen: a press may delete what one leads to. Tells what was pressed and what is wrong.
    /// </summary>
    private const string PressAll = """
        async ([skipped, closing, failed, most]) => {
          const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
          const known = new Set(JSON.parse(sessionStorage.getItem('pressed') ?? '[]'));
          const asked = new Set(JSON.parse(sessionStorage.getItem('asked') ?? '[]'));
          const [names, path] = [[], location.pathname];
          const [toSkip, toClose] = [new RegExp(skipped), new RegExp(closing, 'i')];
          const text = element => (element.innerText ?? '').trim();
          const closes = element => toClose.test(text(element)) || toClose.test(element.getAttribute('aria-label') ?? '');
          const shown = element => element.checkVisibility() && element.getClientRects().length > 0;
          const name = element => ((element.getAttribute('aria-label') ?? '') + '|' + (element.innerText ?? '') + '|' + (element.value ?? '') + '|' + (element.name ?? '').slice(0, 1)).replace(/\d+| copy/g, '').trim();
          const place = element => element.closest('[data-card], [data-box], [role=dialog], .mud-popover, section[aria-label]');
          const key = element => [location.pathname, document.querySelector('h1')?.innerText, place(element)?.dataset?.card ?? place(element)?.dataset?.box ?? place(element)?.getAttribute('aria-label') ?? '', element.tagName, name(element)].join(' / ');
          const pressNext = () => {
            const scope = [...document.querySelectorAll('.mud-dialog, .mud-popover-open')].filter(shown).pop() ?? document.body;
            const candidates = [...scope.querySelectorAll('button, summary, input[type=radio], input[type=checkbox], [role=menuitem]')]
              .filter(element => !element.disabled && (shown(element) || shown(element.parentElement)) && !toSkip.test(text(element)) && !element.closest('nav.pages, .mud-snackbar'))
              .sort((one, other) => closes(one) - closes(other));
            const next = candidates.find(element => !known.has(key(element)));
            if (next === undefined) {
              if (scope === document.body) return '';
              scope.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
              document.querySelector('.mud-overlay')?.click();
              return 'Escape';
            }
            known.add(key(next));
            sessionStorage.setItem('pressed', JSON.stringify([...known]));
            const pressed = key(next);
            next.click();
            return pressed;
          };
          const wrong = () => [...document.querySelectorAll('.mud-snackbar.mud-alert-filled-error, .mud-error-boundary, #blazor-error-ui[style*=block]')].map(e => e.innerText)[0] ?? (document.body.innerText.includes(failed) ? failed : null);
          let trouble = null;
          while (trouble === null && location.pathname === path && names.length < most) {
            let pressed = pressNext();
            if (pressed === '') {
              await sleep(150); // What the last press brings may hold further buttons.
              pressed = pressNext();
              if (pressed === '') break;
            }
            names.push(pressed);
            await sleep(30);
            trouble = wrong();
            for (const link of document.querySelectorAll('a[href]')) {
              const address = link.href.split('#')[0];
              if (!address.startsWith(location.origin) || asked.has(address)) continue;
              asked.add(address);
              (await fetch(address, { headers: { Accept: 'text/html' } })).body?.cancel(); // An answer of 400 or more is noted like all others.
            }
            sessionStorage.setItem('asked', JSON.stringify([...asked]));
          }
          return { names, trouble: trouble ?? '', isDone: trouble === null && location.pathname === path };
        }
        """;

    /// <summary>
    /// Three English words in a row, where the page is in another language. Names and texts that others gave are marked as not to be translated, and documents
    /// that are English say so.
    /// </summary>
    private const string EnglishWords = """
        () => {
          const found = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (!node.parentElement.closest('[translate=no], [lang=en], script, style, noscript, code, pre') && /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/.test(node.data.replace('MediaPipe Tasks for the web', ''))) found.add(node.data.trim().slice(0, 80));
          }
          return [...found];
        }
        """;

    private readonly HttpClient _client = new() { DefaultRequestHeaders = { { "Accept", "text/html" } } };
    private readonly List<string> _failed = [];
    private PageWords _words = PageWords.In("en");

    [Theory]
    [InlineData("en", ColorScheme.Light, 1280, 800)]
    [InlineData("en", ColorScheme.Dark, 390, 844)]
    [InlineData("ja", ColorScheme.Dark, 390, 844)]
    [InlineData("zh-Hans", ColorScheme.Light, 1280, 800)]
    [InlineData("zh-Hant", ColorScheme.Dark, 1280, 800)]
    [InlineData("ko", ColorScheme.Light, 390, 844)]
    public async Task Every_button_and_link_of_every_page_does_something_that_does_not_fail_and_axe_finds_nothing(string language, ColorScheme scheme, int width, int height)
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
        _words = PageWords.In(language);
        await using WatchedPage watched = await chromium.OpenAsync(studio.Address, WatchedPage.NoFrames, width, height, _words.Browser);
        watched.Page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Url}");
        await watched.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        foreach (string address in addresses)
        {
            await VisitAsync(watched, new Uri(studio.Address, address));
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

    private async Task VisitAsync(WatchedPage watched, Uri address)
    {
        IPage page = watched.Page;
        await OpenAsync(page, address);
        if (address.AbsolutePath.EndsWith("/picture", StringComparison.Ordinal))
        {
            await ShowDoctorAsync(page);
        }

        long start = Stopwatch.GetTimestamp();
        await ExamineAsync(page, "at the start");
        TimeSpan examined = Stopwatch.GetElapsedTime(start);
        await page.EvaluateAsync("() => sessionStorage.removeItem('pressed')");
        var pressed = new List<string>();
        for (bool isDone = false; !isDone;)
        {
            Presses presses = await PressAsync(page);
            pressed.AddRange(presses.Names);
            isDone = presses.IsDone;
            Note(presses.Trouble.Length > 0, $"{address.AbsolutePath}: {presses.Trouble}, after {string.Join(" > ", presses.Names.TakeLast(3))}");
            Assert.True(pressed.Count < MostPresses, $"{address} never comes to an end: {string.Join("\n", pressed.TakeLast(10))}");
            if (!isDone)
            {
                await OpenAsync(page, address);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{address.AbsolutePath}: {pressed.Count} presses in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, of which axe took {examined.TotalSeconds:0.0} s");
        await ExamineAsync(page, "at the end");
    }

    private async Task<Presses> PressAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<Presses>(PressAll, new object[] { _words.Pattern(NotPressed), _words.Pattern(Closing), _words.Say("This page has failed"), MostPresses });
        }
        catch (PlaywrightException error) when (error.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            return new Presses { Names = [$"a way out of {page.Url}"] }; // A press has led to another document.
        }
    }

    private static async Task OpenAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForSelectorAsync("main h1");
        await page.WaitForTimeoutAsync(250);
    }

    /// <summary>The picture doctor with a picture.</summary>
    private async Task ShowDoctorAsync(IPage page)
    {
        await page.GetByText(_words.Say("Another picture …")).ClickAsync();
        byte[] picture = PngFile.Encode(DrawnFigure.OnGreen(DrawnFigure.Draw(400)));
        await page.Locator("#doctor-file").ChooseFilesAsync(new FilePayload { Name = "mika.png", MimeType = "image/png", Buffer = picture });
        await page.WaitForFunctionAsync("() => document.querySelector('#doctor-canvas')?.dataset.pictures > 0");
    }

    /// <summary>Whether a page is as wide as its window and in its language. axe looks at it in English only: translations change no more than words.</summary>
    private async Task ExamineAsync(IPage page, string when)
    {
        string where = $"{new Uri(page.Url).AbsolutePath} {when}";
        await page.AddStyleTagAsync(new() { Content = NoFading });
        if (_words.IsEnglish)
        {
            await page.EvaluateAsync(Axe);
            string[] broken = await page.EvaluateAsync<string[]>(RunAxe);
            if (broken.Any(IsOfContrast))
            {
                // A page that is just being drawn may have a colour before its theme: what counts is what it comes to.
                await Task.Delay(1000, TestContext.Current.CancellationToken);
                broken = [.. broken.Where(rule => !IsOfContrast(rule)), .. (await page.EvaluateAsync<string[]>(RunAxe)).Where(IsOfContrast)];
            }

            Array.ForEach(broken, rule => Note(true, $"axe {where}: {rule}"));
        }
        else
        {
            foreach (string english in await page.EvaluateAsync<string[]>(EnglishWords))
            {
                _failed.Add($"{where}: not translated: {english}");
            }
        }

        Assert.Equal(_words.Language, await page.EvaluateAsync<string>("() => document.documentElement.lang"));
        int over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Note(over > 0, $"{where}: {over} pixels wider than the window");
    }

    private static bool IsOfContrast(string rule) => rule.StartsWith("color-contrast", StringComparison.Ordinal);

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

    /// <summary>What a run of presses brought.</summary>
    private sealed record Presses
    {
        public string[] Names { get; init; } = [];

        public string Trouble { get; init; } = "";

        public bool IsDone { get; init; }
    }
}
