using Bunit;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Features.Distiller.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Distiller;

/// <summary>What a user reads in each state of a training, and what can be done in it.</summary>
public sealed class TrainingSectionTests : BunitContext, IAsyncLifetime
{
    private readonly TestProject _test = new TestProject().WithPictures();
    private readonly TemporaryFolder _home = new();
    private readonly WebApplication _studio;
    private readonly SettingsDraft _draft;

    public TrainingSectionTests()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        _studio = StudioApp.Build(new StudioOptions
        {
            Urls = "http://127.0.0.1:0",
            OpenBrowser = false,
            ConfigurationFolder = _home.Path,
            DataFolder = Path.Combine(_home.Path, "data"),
            TeacherWeights = Path.Combine(_home.Path, "no-weights"),
            TeacherLoader = () => null,
        });
        Services.AddFallbackServiceProvider(_studio.Services);
        _draft = SettingsDraft.Load(_test.Project);
        _draft["teacher"] = "rig";
        _draft.Save();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(ProjectStage.Stopped, "Stopped", "resumes exactly here", "Resume")]
    [InlineData(ProjectStage.Interrupted, "Interrupted", "killed, or a power cut", "Resume")]
    [InlineData(ProjectStage.DiskFull, "Disk full", "Free some space", "Resume")]
    [InlineData(ProjectStage.Failed, "Failed", "the loss is no number", "Resume")]
    [InlineData(ProjectStage.Finished, "Finished", "The character is ready", "Start over")]
    [InlineData(ProjectStage.Running, "Training", "no graphics card is used", "Stop")]
    [InlineData(ProjectStage.Stopping, "Stopping after this step", "no graphics card is used", "Stop")]
    public void Every_state_has_its_words_and_its_button(ProjectStage stage, string title, string words, string button)
    {
        IRenderedComponent<TrainingSection> page = Open(StateOf(stage));

        Assert.Equal(title, page.Find("[data-card=training] h2").TextContent);
        Assert.Contains(words, page.Find("[data-card=training]").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("[data-card=training] header button"), found => found.TextContent.Contains(button, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(26.5, "good", "good enough to stream")]
    [InlineData(23.5, "hint", "still blurry")]
    public void What_was_measured_is_said_in_words_next_to_the_curve(double decibels, string severity, string words)
    {
        var line = new Bunraku.Distillation.Quality.QualityLine("body_morpher", 5, 16, decibels, decibels - 3, decibels, 0.9, 0.9, DateTimeOffset.UnixEpoch);
        new Bunraku.Distillation.Quality.QualityLog(_test.Project.Run.Quality).Append(line);
        ProjectState state = StateOf(ProjectStage.Running);
        IRenderedComponent<TrainingSection> page = Open(state with { Status = state.Status! with { Network = "body_morpher" } });

        AngleSharp.Dom.IElement said = page.Find("[data-quality=body_morpher]");
        Assert.Equal(severity, said.GetAttribute("data-severity"));
        Assert.Contains(words, said.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_start_the_page_tells_the_room_on_the_disk_and_lets_it_begin()
    {
        IRenderedComponent<TrainingSection> page = Open(ProjectState.NotStarted);

        Assert.Contains("on the disk", page.Find("[data-space=enough]").TextContent, StringComparison.Ordinal);
        Assert.False(StartButton(page).HasAttribute("disabled"));
        Assert.Empty(page.FindAll(".setup-step"));
    }

    [Fact]
    public void What_is_wrong_is_said_and_nothing_can_be_started()
    {
        File.Delete(_test.Project.MaskPath);
        _draft.Follow();
        IRenderedComponent<TrainingSection> page = Open(ProjectState.NotStarted);

        Assert.Equal("Face mask: There is no face mask yet. Paint one in the step Face.", page.Find("[data-missing] a").TextContent);
        Assert.Equal(_test.Project.Address("face"), page.Find("[data-missing] a").GetAttribute("href"));
        Assert.Equal("One thing is missing:", page.Find("[data-missing] strong").TextContent);
        Assert.True(StartButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public void Without_the_networks_of_the_full_system_the_page_offers_to_bring_them_in()
    {
        _draft["teacher"] = "tha4";
        IRenderedComponent<TrainingSection> page = Open(ProjectState.NotStarted);

        Assert.NotNull(page.Find("[data-step=weights] form"));
        Assert.NotNull(page.Find("[data-step=plug-in]"));
        Assert.Equal("2 things are missing:", page.Find("[data-missing] strong").TextContent);
        Assert.True(StartButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public void What_a_training_needs_is_said_before_a_character_is_created()
    {
        AngleSharp.Dom.IElement[] needs = [.. Render<ProjectListPage>().FindAll(".begin .need")];

        Assert.Equal(["○ libtorch (130 MB to download)", "○ The model files of THA4 (657 MB)"], needs.Select(need => need.TextContent));
        Assert.All(needs, need => Assert.Equal("no", need.GetAttribute("data-there")));
    }

    [Fact]
    public async Task Characters_that_Studio_knows_are_offered_as_teachers()
    {
        string folder = Path.Combine(_home.Path, "hana");
        DefaultCharacter.Model.Save(folder);
        await _studio.Services.GetRequiredService<CharacterLibrary>().OpenAsync(folder, Xunit.TestContext.Current.CancellationToken);
        _draft["teacher"] = "student:";
        IRenderedComponent<FieldControl> field = Render<FieldControl>(parameters => parameters.Add(control => control.Draft, _draft).Add(control => control.Text, FieldText.Of("teacher")));

        Assert.Contains(folder, field.FindAll("datalist option").Select(option => option.GetAttribute("value")));
        Assert.Equal(field.Find("datalist").Id, field.Find("input").GetAttribute("list"));
        Assert.Equal("No character is chosen to learn from. Choose one, or type its folder.", field.Find(".config-problem").TextContent);
    }

    [Fact]
    public void The_end_of_a_training_is_told_where_the_project_is_open()
    {
        JSInterop.SetupModule("/js/notice.js").SetupModule("notice", _ => true).Setup<bool>("ask").SetResult(true);
        IRenderedComponent<DoneNotice> notice = Render<DoneNotice>(parameters => parameters.Add(n => n.Project, _test.Project).Add(n => n.State, StateOf(ProjectStage.Running)));
        notice.Find("input").Change(true);

        notice.Render(parameters => parameters.Add(n => n.State, StateOf(ProjectStage.Finished)));

        MudBlazor.Snackbar message = Assert.Single(Services.GetRequiredService<MudBlazor.ISnackbar>().ShownSnackbars);
        Assert.Equal("The training of mika is finished.", message.Message);
        Assert.Empty(notice.FindAll("input"));
    }

    [Fact]
    public void While_the_face_is_trained_the_time_until_all_is_trained_is_told()
    {
        IRenderedComponent<TrainingSection> page = Open(StateOf(ProjectStage.Running));

        Assert.Matches("All left.*about [0-9]+ (h|min)", page.Find("[data-card=training] .figures").TextContent);
    }

    [Fact]
    public void A_configuration_that_cannot_be_read_is_named_and_not_started_with_other_values()
    {
        File.WriteAllText(_test.Project.ConfigPath, "prefix: [");
        _draft.Follow();
        IRenderedComponent<TrainingSection> page = Open(ProjectState.NotStarted);

        Assert.Contains("config.yaml", page.Find("[data-card=training] .finding").TextContent, StringComparison.Ordinal);
        Assert.True(StartButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_training_of_more_than_a_day_tells_its_time_before_it_starts()
    {
        _draft.Take(TrainingPresets.Full);
        _draft.Save();
        _studio.Services.GetRequiredService<SpeedChecks>().Of(_test.Project).Remember(_draft, new TrainingSpeed(new NetworkSpeed(0.5), new NetworkSpeed(0.5)));
        IRenderedComponent<MudBlazor.MudDialogProvider> dialogs = Render<MudBlazor.MudDialogProvider>();
        IRenderedComponent<TrainingSection> page = Open(ProjectState.NotStarted);

        Task start = StartButton(page).ClickAsync();
        dialogs.WaitForAssertion(() => Assert.Contains("about 57 days", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").ClickAsync();
        await start;

        Assert.False(File.Exists(_test.Project.Run.Lock));
        Assert.Equal(ProjectState.NotStarted, _studio.Services.GetRequiredService<Trainings>().StateOf(_test.Project));
    }

    // Components of MudBlazor can only be let go of asynchronously.
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await _studio.DisposeAsync();
        _home.Dispose();
        _test.Dispose();
    }

    private static ProjectState StateOf(ProjectStage stage) => new(
        stage,
        stage == ProjectStage.Failed ? Phrase.Verbatim("after 5 examples the loss is no number") : null,
        new RunStatus { Network = "face_morpher", ExamplesSeen = 5, ExamplesTotal = 10, ExamplesSaved = 4, Phase = 1, Phases = 1, Backend = "simd", Teacher = "rig", ExamplesPerSecond = 2, EtaSeconds = 3 });

    private static AngleSharp.Dom.IElement StartButton(IRenderedComponent<TrainingSection> page) =>
        page.FindAll("[data-card=training] header button").Single(button => button.TextContent.Contains("Start", StringComparison.Ordinal));

    private IRenderedComponent<TrainingSection> Open(ProjectState state) =>
        Render<TrainingSection>(parameters => parameters.Add(section => section.Draft, _draft).Add(section => section.State, state));
}
