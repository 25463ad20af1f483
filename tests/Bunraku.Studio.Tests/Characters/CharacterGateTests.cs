using Bunit;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Live.Items;
using Bunraku.Live.Stages;
using Bunraku.Live.Teachers;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;
using Bunraku.TestSupport;
using Microsoft.AspNetCore.Components;
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
    private readonly TeacherFake _teacher = new();
    private readonly StudentsFake _students = new();

    public CharacterGateTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<Studio.Features.Stages.StageCanvas>();
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(_ => new SettingsFile(new StudioOptions { ConfigurationFolder = _disk.Path }, NullLogger<SettingsFile>.Instance));
        Services.AddCharacters();
        Services.AddSingleton(new Casting(NullLogger<Casting>.Instance, new CancellationToken(canceled: true), pictures: new PictureEngine(_teacher, _ => "/weights")));
        Services.AddSingleton<IPictureStudents>(_students);
        Services.AddSingleton(_stages);
        Services.AddSingleton(_onAir);
    }

    public ValueTask InitializeAsync() => new(Services.GetRequiredService<CharacterLibrary>().OpenDefaultAsync(Xunit.TestContext.Current.CancellationToken));

    [Fact]
    public async Task Page_that_is_opened_changes_the_character_of_its_stage_unless_a_puppeteer_moves_it()
    {
        LiveStage moved = _stages.OpenNamed("phone");
        moved.Show(TestCharacter.Actor(new PoserFake()));
        _onAir.Start(moved);
        LiveStage still = _stages.OpenNamed("webcam");
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
        // It has no networks. On a busy machine it fails before the first drawing has returned.
        Exception? atOnce = Record.Exception(() => Render<LiveCharacter>(live => live.Add(character => character.Character, TestCharacter.Create())));

        Assert.NotNull(atOnce ?? await Renderer.UnhandledException);
        await DisposeComponentsAsync();

        Assert.Equal(0, _stages.Count);
    }

    [Fact]
    public void Picture_is_shown_with_what_draws_it_and_whom_its_licence_asks_to_name()
    {
        Take(TestTeacher.Picture("mika"));
        LiveStage stage = _stages.OpenNamed("phone");

        IRenderedComponent<CharacterGate> gate = Open(stage);

        string line = gate.WaitForElement(".picture-line", TimeSpan.FromSeconds(30)).TextContent;
        Assert.Contains("mika is drawn by THA3 separable", line, StringComparison.Ordinal);
        Assert.Contains("Pramook Khungurn, licensed under CC BY 4.0", line, StringComparison.Ordinal);
        Assert.IsType<PosedPicture>(stage.Character);
    }

    [Fact]
    public async Task Project_for_the_student_of_a_picture_is_one_click_away()
    {
        Take(TestTeacher.Picture("mika"));
        IRenderedComponent<CharacterGate> gate = Open(_stages.OpenNamed("phone"));

        gate.WaitForElement(".picture-line button", TimeSpan.FromSeconds(30)).Click();

        await Until.TrueAsync(() => Services.GetRequiredService<NavigationManager>().Uri.EndsWith("/distiller-ui/mika/face", StringComparison.Ordinal), "the project's page");
    }

    [Fact]
    public async Task Student_that_is_good_enough_takes_the_stage_with_one_click()
    {
        _students.Student = new PictureStudent("distiller-ui/mika/training", Phrase.Of("Its student is good enough to stream."), TestData.Koito);
        Take(TestTeacher.Picture("mika"));
        LiveStage stage = _stages.OpenNamed("phone");
        IRenderedComponent<CharacterGate> gate = Open(stage);

        gate.WaitForElement(".picture-line button", TimeSpan.FromSeconds(30)).Click();

        await Until.TrueAsync(() => stage.Character is CharacterModel, "the student");
        Assert.Equal("koito", stage.Character!.Name);
        gate.WaitForState(() => gate.FindAll(".picture-line").Count == 0, TimeSpan.FromSeconds(30));
        Assert.Same(stage.Character, Services.GetRequiredService<CharacterLibrary>().Current);
    }

    [Fact]
    public void Student_that_is_still_trained_is_not_offered()
    {
        _students.Student = new PictureStudent("distiller-ui/mika/training", Phrase.Of("Its student is being trained."), GoodFolder: null);
        Take(TestTeacher.Picture("mika"));

        IRenderedComponent<CharacterGate> gate = Open(_stages.OpenNamed("phone"));

        Assert.NotNull(gate.WaitForElement(".picture-line a[href='distiller-ui/mika/training']", TimeSpan.FromSeconds(30)));
        Assert.Empty(gate.FindAll(".picture-line button"));
    }

    [Fact]
    public void Picture_whose_networks_are_missing_leads_to_their_import()
    {
        _teacher.LoadFailure = new BadInputException("The networks are missing.");
        Take(TestTeacher.Picture("mika"));

        IRenderedComponent<CharacterGate> gate = Open(_stages.OpenNamed("phone"));

        Assert.NotNull(gate.WaitForElement(".notice a[href='move-picture']", TimeSpan.FromSeconds(30)));
        Assert.Contains("The networks are missing.", gate.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    private void Take(SourcePicture picture) => Services.GetRequiredService<CharacterLibrary>().Take(picture.Posed(PictureEngine.Family));

    private IRenderedComponent<CharacterGate> Open(LiveStage stage) => Render<CharacterGate>(gate => gate
        .Add(page => page.Shared, stage)
        .Add(page => page.ChildContent, shown => builder => builder.AddContent(0, shown.Id)));

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _stages.Dispose();
        _teacher.Dispose();
        _disk.Dispose();
    }

    private sealed class StudentsFake : IPictureStudents
    {
        public PictureStudent? Student { get; set; }

        public PictureStudent? Find(PosedPicture picture) => Student;

        public string Begin(PosedPicture picture) => $"distiller-ui/{picture.Name}/face";
    }
}
