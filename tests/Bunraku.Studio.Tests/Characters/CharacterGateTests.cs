using Bunit;
using Bunraku.Live.Items;
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
    private readonly OpenStages _stages = new(NullLogger<Stage>.Instance, new ItemShelf());
    private readonly OnAir _onAir = new();

    public CharacterGateTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<Studio.Features.Stages.StageCanvas>();
        Services.AddMudServices();
        Services.AddSingleton(_ => new SettingsFile(new StudioOptions { ConfigurationFolder = _disk.Path }, NullLogger<SettingsFile>.Instance));
        Services.AddCharacters();
        Services.AddSingleton(new Casting(NullLogger<Casting>.Instance, new CancellationToken(canceled: true)));
        Services.AddSingleton(_stages);
        Services.AddSingleton(_onAir);
    }

    public ValueTask InitializeAsync() => new(Services.GetRequiredService<CharacterLibrary>().OpenDefaultAsync(Xunit.TestContext.Current.CancellationToken));

    [Fact]
    public async Task Page_that_is_opened_changes_the_character_of_its_stage_unless_a_puppeteer_moves_it()
    {
        StudentStage moved = _stages.OpenNamed("phone");
        moved.Show(TestCharacter.Actor(new PoserFake()));
        _onAir.Start(moved);
        StudentStage still = _stages.OpenNamed("webcam");
        still.Show(TestCharacter.Actor(new PoserFake()));

        Open(moved);
        Open(still);
        await Until.TrueAsync(() => still.Character!.Name == DefaultCharacter.Name, "the character of the page opened last");
        Open(still = _stages.OpenNamed("other"));
        await Until.TrueAsync(() => still.Character?.Name == DefaultCharacter.Name, "another one, so that the first had its time");

        Assert.Equal("mika", moved.Character!.Name);
    }

    [Fact]
    public async Task Stage_of_a_character_that_cannot_be_drawn_is_closed_with_its_page()
    {
        Render<LiveCharacter>(live => live.Add(character => character.Character, TestCharacter.Create())); // It has no networks.

        Assert.NotNull(await Renderer.UnhandledException);
        await DisposeComponentsAsync();

        Assert.Equal(0, _stages.Count);
    }

    private void Open(StudentStage stage) => Render<CharacterGate>(gate => gate
        .Add(page => page.Shared, stage)
        .Add(page => page.ChildContent, shown => builder => builder.AddContent(0, shown.Id)));

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _stages.Dispose();
        _disk.Dispose();
    }
}
