using Bunit;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Home;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Shell;

public sealed class HomePageTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _settings = new();

    public HomePageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<LiveCharacter>();
        ComponentFactories.AddStub<NetworkCard>();
        ComponentFactories.AddStub<StartCards>();
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(_ => new SettingsFile(new StudioOptions { ConfigurationFolder = _settings.Path }, NullLogger<SettingsFile>.Instance));
        Services.AddCharacters();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_character_the_user_is_asked_for_one_and_told_what_is_wrong()
    {
        IRenderedComponent<HomePage> home = Render<HomePage>();
        await home.Find("#character-path").ChangeAsync("/no/such/character");
        await home.Find(".path-form").SubmitAsync();

        home.WaitForAssertion(() => Assert.Contains("/no/such/character", home.Find(".chooser-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("Choose a character", home.Find("h1").TextContent);
    }

    [Fact]
    public void Without_a_character_the_pages_that_need_none_are_offered() =>
        Assert.Equal(StudioPage.All.Where(page => !page.NeedsCharacter).Select(page => page.Path), Render<HomePage>().FindAll(".page-card").Select(card => card.GetAttribute("href")));

    [Fact]
    public void Full_poser_needs_no_character() => Assert.Contains(StudioPage.All, page => page is { Path: "full-manual-poser", NeedsCharacter: false });

    [Fact]
    public async Task With_a_character_the_pages_are_offered()
    {
        string folder = TestData.Koito;
        IRenderedComponent<HomePage> home = Render<HomePage>();
        await home.Find("#character-path").ChangeAsync(folder);
        await home.Find(".path-form").SubmitAsync();

        home.WaitForAssertion(() => Assert.Contains(Path.GetFileName(folder), home.Find("p").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(StudioPage.All.Select(page => page.Path), home.FindAll(".page-card").Select(card => card.GetAttribute("href")));
    }

    [Fact]
    public async Task Character_with_a_YAML_of_another_name_and_with_folders_is_opened()
    {
        string folder = _settings.Folder("hana");
        foreach (string file in TestData.KoitoFiles)
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        File.Move(Path.Combine(folder, "character_model.yaml"), Path.Combine(folder, "model.yml"));
        _settings.Folder("hana", "drawings");
        IRenderedComponent<HomePage> home = Render<HomePage>();
        await home.Find("#character-path").ChangeAsync(folder);
        await home.Find(".path-form").SubmitAsync();

        home.WaitForAssertion(() => Assert.Contains("hana", home.Find("p").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _settings.Dispose();
    }
}
