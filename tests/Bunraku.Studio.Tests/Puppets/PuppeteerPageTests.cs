using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Bunraku.Live.Puppets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Live.Trackers;
using Bunraku.Mocap.Settings;
using Bunraku.Studio.Features.Scenes;
using Bunraku.Studio.Features.Trackers;
using Bunraku.Studio.Features.Expressions;
using Bunraku.Studio.Features.Puppets;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;
using Bunraku.Studio.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Puppets;

public sealed class PuppeteerPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly TestStudio _studio;
    private readonly SettingsFile _settings;
    private readonly IRenderedComponent<Puppeteer> _page;

    public PuppeteerPageTests()
    {
        _studio = new TestStudio(_folder.Path);
        _settings = new SettingsFile(new StudioOptions { ConfigurationFolder = _folder.Path }, NullLogger<SettingsFile>.Instance);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(_settings);
        Services.AddSingleton(_studio.Vmc);
        Services.AddExpressions();
        Services.AddScenes();
        Render<MudPopoverProvider>();
        _page = Render<Puppeteer>(parameters => parameters.Add(page => page.Session, Session));
    }

    private PuppetSession Session => _studio.Session;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Other_programs_are_sent_to_only_after_a_switch_and_only_at_an_address_that_is_one()
    {
        VmcSettings Vmc() => _settings.Get<VmcSettings>();
        Assert.Null(Vmc().Target());
        _page.Find("[data-card=vmc] [role=switch]").Change(true);
        Assert.Equal("127.0.0.1:39539", Vmc().Target()!.ToString());

        _page.Find("[aria-label='IP address of the other program']").Change("computer");
        Assert.Contains("four numbers", _page.Find("[data-card=vmc] [role=alert]").TextContent, StringComparison.Ordinal);
        _page.Find("[aria-label='Port of the other program']").Change("70000");
        Assert.Contains("1 to 65535", _page.Find("[data-card=vmc] [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1:39539", Vmc().Target()!.ToString());

        _page.Find("[aria-label='IP address of the other program']").Change(" 192.168.0.7 ");
        _page.Find("[aria-label='Port of the other program']").Change("39540");
        Assert.Equal("192.168.0.7:39540", Vmc().Target()!.ToString());
        Assert.Empty(_page.FindAll("[data-card=vmc] [role=alert]"));
    }

    [Fact]
    public async Task Started_phone_shows_its_figures_and_stop_ends_it()
    {
        int port = PhoneFake.FreePort();
        await _page.Find("select[aria-label=Tracker]").ChangeAsync(nameof(TrackerKind.IFacialMocap));
        await _page.Find("input[aria-label=Port]").ChangeAsync(port.ToString(CultureInfo.InvariantCulture));
        await _page.Find("form.connection").SubmitAsync();
        await using var phone = new PhoneFake(port, PhoneFake.Talking);

        _page.WaitForAssertion(() => Assert.Equal("Receiving", _page.Find(".state").TextContent), Patience);
        _page.WaitForAssertion(() => Assert.Equal("20.00°", Figure("headBoneY")), Patience);
        _page.WaitForAssertion(() => Assert.NotEqual("0", Figure("accepted")), Patience);
        _page.WaitForAssertion(() => Assert.Contains("Connected: ", _page.Find(".finding").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(new TrackerConnection { Tracker = TrackerKind.IFacialMocap, Port = port }, _settings.Get<TrackerSettings>().Phone);

        await _page.FindAll("form.connection button").Single(button => button.TextContent.Contains("Stop", StringComparison.Ordinal)).ClickAsync();
        _page.WaitForAssertion(() => Assert.Equal("Not started", _page.Find(".state").TextContent), Patience);
        Assert.False(Session.IsRunning);
    }

    [Theory]
    [InlineData("my phone")]
    [InlineData("192.168.1")]
    [InlineData("255.255.255.255")]
    public async Task Address_that_is_none_is_refused_beside_its_field(string typed)
    {
        await _page.Find("input[aria-label=\"Phone's IP address\"]").ChangeAsync(typed);
        await _page.Find("form.connection").SubmitAsync();

        Assert.Contains(typed, _page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.False(Session.IsRunning);
    }

    [Fact]
    public async Task Every_setting_of_the_table_has_a_control_with_its_explanation()
    {
        var shown = new List<string>();
        foreach (string tab in _page.FindAll(".tabs input").Select(input => input.GetAttribute("value")!))
        {
            await _page.Find($".tabs input[value={tab}]").ChangeAsync(tab);
            shown.AddRange(_page.FindAll("[data-setting]").Select(row => row.GetAttribute("data-setting")!));
        }

        Assert.Equal(SettingsTable.All.Select(setting => setting.Path).Order(), shown.Order());
    }

    [Fact]
    public async Task Setting_is_changed_explained_when_it_does_harm_and_reset()
    {
        await Row("converter.jaw_open_min").QuerySelector("input[type=number]")!.ChangeAsync("0.9");
        Assert.Equal(0.9, Session.Settings.Converter.JawOpenMin);
        Assert.Contains(_page.FindAll("[data-card=settings] .finding"), hint => hint.TextContent.Contains("the mouth never opens", StringComparison.Ordinal));

        await Row("converter.jaw_open_min").QuerySelector("button")!.ClickAsync();
        Assert.Equal(PuppetKind.Phone.Defaults, Session.Settings);
        Assert.Empty(_page.FindAll("[data-card=settings] .finding"));
    }

    [Fact]
    public async Task Number_outside_its_range_is_limited()
    {
        await Row("converter.eye_blink_max").QuerySelector("input[type=number]")!.ChangeAsync("7");

        Assert.Equal(1, Session.Settings.Converter.EyeBlinkMax);
    }

    [Fact]
    public async Task Channel_gets_a_gain_and_everything_is_reset_at_once()
    {
        await _page.Find(".tabs input[value=Channels]").ChangeAsync("Channels");
        await _page.Find("input[aria-label='jawOpen, gain']").ChangeAsync("1.5");
        await _page.Find("input[aria-label='Mirror the face']").ChangeAsync(true);
        Assert.Equal(1.5, Session.Settings.Channels[Bunraku.Mocap.Faces.Blendshape.JawOpen].Gain);
        Assert.True(Session.Settings.IsMirrored);

        await _page.FindAll("[data-card=settings] .pill").Single(button => button.TextContent == "Reset all").ClickAsync();

        Assert.Equal(PuppetKind.Phone.Defaults, Session.Settings);
    }

    [Fact]
    public async Task Calibration_without_a_face_says_what_to_do()
    {
        await _page.FindAll(".stage .pill").Single(button => button.TextContent.StartsWith("Calibrate", StringComparison.Ordinal)).ClickAsync();

        Assert.Equal(Severity.Warning, Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Severity);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await _studio.DisposeAsync();
        _settings.Dispose();
        _folder.Dispose();
    }

    private string Figure(string name) => _page.Find($"[data-figure={name}]").TextContent.Trim();

    private IElement Row(string path) => _page.Find($"[data-setting='{path}']");
}
