using Bunit;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Security;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Shell;

public sealed class MainLayoutTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly OnAir _onAir = new();

    public MainLayoutTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(new Visitor(options: null));
        Services.AddSingleton(_onAir);
        Services.AddSingleton(_ => new SettingsFile(new StudioOptions { ConfigurationFolder = _folder.Path }, NullLogger<SettingsFile>.Instance));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Overlay_that_is_connected_is_marked_for_the_script_that_asks_before_the_window_closes()
    {
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(parameters => parameters.Add(shell => shell.Body, Good));
        Assert.False(layout.Find(".shell").HasAttribute("data-on-air"));

        _onAir.OverlayCame();
        layout.WaitForAssertion(() => Assert.True(layout.Find(".shell").HasAttribute("data-on-air")));
        _onAir.OverlayWent();
        layout.WaitForAssertion(() => Assert.False(layout.Find(".shell").HasAttribute("data-on-air")));
    }

    [Fact]
    public void Keys_that_are_switched_off_are_marked_for_the_scripts_of_every_page_at_once()
    {
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(parameters => parameters.Add(shell => shell.Body, builder =>
        {
            builder.OpenComponent<KeySwitch>(0);
            builder.CloseComponent();
        }));
        Assert.Null(layout.Find(".shell").GetAttribute("data-keys"));

        layout.Find("input[aria-label=Hotkeys]").Change(false);
        layout.WaitForAssertion(() => Assert.Equal("off", layout.Find(".shell").GetAttribute("data-keys")));
        layout.Find("input[aria-label=Hotkeys]").Change(true);
        layout.WaitForAssertion(() => Assert.Null(layout.Find(".shell").GetAttribute("data-keys")));
    }

    [Fact]
    public void Settings_that_cannot_be_saved_are_told_on_the_page()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "studio.json")); // In the way of the file.
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(parameters => parameters.Add(shell => shell.Body, Good));

        Services.GetRequiredService<SettingsFile>().Update<ThemeSettings>(settings => settings with { Theme = ThemeChoice.Dark });

        layout.WaitForAssertion(() => Assert.Contains("cannot be saved", layout.Find(".saving-problem").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Directory.Delete(Path.Combine(_folder.Path, "studio.json"));
        Services.GetRequiredService<SettingsFile>().Update<ThemeSettings>(settings => settings with { Theme = ThemeChoice.Light });
        layout.WaitForAssertion(() => Assert.Empty(layout.FindAll(".saving-problem")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Page_that_has_failed_does_not_take_the_next_page_with_it()
    {
        NavigationManager navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("student-manual-poser");
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(parameters => parameters.Add(shell => shell.Body, Failing));
        Assert.Contains("This page has failed", layout.Markup, StringComparison.Ordinal);

        navigation.NavigateTo("distiller-ui");
        layout.Render(parameters => parameters.Add(shell => shell.Body, Good));

        Assert.DoesNotContain("This page has failed", layout.Markup, StringComparison.Ordinal);
        Assert.Contains("All is well", layout.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_throws_after_it_was_left_is_not_the_next_pages_failure()
    {
        NavigationManager navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("student-manual-poser");
        IRenderedComponent<MainLayout> layout = Render<MainLayout>(parameters => parameters.Add(shell => shell.Body, Late));
        LatePage left = layout.FindComponent<LatePage>().Instance;

        navigation.NavigateTo("distiller-ui");
        layout.Render(parameters => parameters.Add(shell => shell.Body, Good));
        await layout.InvokeAsync(() => left.Fail.SetException(new InvalidOperationException("late")));

        Assert.Contains("All is well", layout.Markup, StringComparison.Ordinal);
    }

    private static RenderFragment Failing => builder =>
    {
        builder.OpenComponent<FailingPage>(0);
        builder.CloseComponent();
    };

    private static RenderFragment Late => builder =>
    {
        builder.OpenComponent<LatePage>(0);
        builder.CloseComponent();
    };

    private static RenderFragment Good => builder => builder.AddContent(0, "All is well");

    private sealed class FailingPage : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("a fault");
    }

    private sealed class LatePage : ComponentBase
    {
        public TaskCompletionSource Fail { get; } = new();

        protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Fail.Task : Task.CompletedTask;
    }
}
