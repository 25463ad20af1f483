using Bunit;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Characters;

/// <summary>A page is opened while another one, or a puppeteer, uses the same stage.</summary>
public sealed class CharacterGateTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _disk = new();
    private readonly OpenStages _stages = new(NullLogger<Stage>.Instance);
    private readonly OnAir _onAir = new();

    public CharacterGateTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<Studio.Features.Stages.StageCanvas>();
        Services.AddMudServices();
        Services.AddSingleton(new SettingsFile(new StudioOptions { ConfigurationFolder = _disk.Path }, NullLogger<SettingsFile>.Instance));
        Services.AddCharacters();
        Services.AddSingleton(new Casting(NullLogger<Casting>.Instance, new CancellationToken(canceled: true)));
        Services.AddSingleton(_stages);
        Services.AddSingleton(_onAir);
    }

    public ValueTask InitializeAsync() => new(Services.GetRequiredService<CharacterLibrary>().OpenDefaultAsync(Xunit.TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(true, "mika")]
    [InlineData(false, DefaultCharacter.Name)]
    public void Page_that_is_opened_changes_the_character_of_its_stage_unless_a_puppeteer_moves_it(bool isRunning, string shown)
    {
        StudentStage stage = _stages.OpenNamed("phone");
        stage.Show(TestCharacter.Actor(new PoserFake()));
        if (isRunning)
        {
            _onAir.Start(stage);
        }

        IRenderedComponent<CharacterGate> page = Render<CharacterGate>(gate => gate
            .Add(shownGate => shownGate.Shared, stage)
            .Add(shownGate => shownGate.ChildContent, on => builder => builder.AddContent(0, on.Character!.Name)));

        page.WaitForAssertion(() => Assert.Contains(shown, page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(shown, stage.Character!.Name);
    }

    [Fact]
    public async Task Stage_of_a_character_that_cannot_be_drawn_is_closed_with_its_page()
    {
        Render<LiveCharacter>(live => live.Add(character => character.Character, TestCharacter.Create())); // It has no networks.

        Assert.NotNull(await Renderer.UnhandledException);
        await DisposeComponentsAsync();

        Assert.Equal(0, _stages.Count);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _stages.Dispose();
        _disk.Dispose();
    }
}
