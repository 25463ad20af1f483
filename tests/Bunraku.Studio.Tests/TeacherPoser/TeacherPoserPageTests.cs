using Bunit;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Plugins;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Rig;
using Bunraku.Live.Stages;
using Bunraku.Live.Teachers;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Items;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Features.Expressions;
using Bunraku.Studio.Features.ManualPoser;
using Bunraku.Studio.Features.TeacherPoser;
using Bunraku.Studio.Features.Videos;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;
using Bunraku.Studio.Tests.Fakes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.TeacherPoser;

public sealed class FullManualPoserPageTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TeacherFake _teacher = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Without_weights_the_page_says_what_is_missing_and_where_and_offers_the_student_poser()
    {
        PutWeights("upscaler.pt");
        IRenderedComponent<TeacherPoserPage> page = Open();

        Assert.Contains(_folder.Path, page.Find("[data-step=weights]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["no", "no", "no", "no", "yes"], page.FindAll(".weights li").Select(file => file.GetAttribute("data-there")));
        Assert.NotNull(page.Find("a[href='student-manual-poser']"));
        Assert.Empty(page.FindAll("input[type=range]"));
        Assert.Equal(0, _teacher.Loaded);
    }

    [Fact]
    public async Task Another_family_is_chosen_with_its_licence_and_its_own_files()
    {
        PutWeights([.. TeacherFamily.Tha4.Networks.Select(network => network.FileName)]);
        IRenderedComponent<TeacherPoserPage> page = await OpenWithPictureAsync();
        Assert.Contains("CC BY-NC 4.0", page.Find(".family-facts").TextContent, StringComparison.Ordinal);

        await page.Find("select[aria-label=Networks]").ChangeAsync("tha3-separable");

        Assert.Contains("CC BY 4.0, by Pramook Khungurn; commercial use is allowed", page.Find(".family-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("pkhungurn/talking-head-anime-3-demo", page.Find("[data-step=weights]").TextContent, StringComparison.Ordinal);
        Assert.Contains("editor.pt", page.Find(".weights").TextContent, StringComparison.Ordinal);
        await page.Find("select[aria-label=Networks]").ChangeAsync("tha4");
        Assert.NotNull(page.Find(".picture-card"));
    }

    [Fact]
    public async Task Weights_that_have_come_meanwhile_are_found_on_request()
    {
        IRenderedComponent<TeacherPoserPage> page = Open();
        PutWeights([.. TeacherFamily.Tha4.Networks.Select(network => network.FileName)]);

        await page.FindAll("button").Single(button => button.TextContent == "Check again").ClickAsync();

        Assert.NotNull(page.Find("#doctor-file"));
    }

    [Fact]
    public async Task Page_with_a_picture_has_a_control_for_every_parameter_and_every_output()
    {
        IRenderedComponent<TeacherPoserPage> page = await OpenWithPictureAsync();
        await page.FindAll("input[name=mode]")[1].ChangeAsync("on");

        Assert.Equal(PoseParameters.All.Select(parameter => PoseLabels.Spoken(parameter).ToString()).Order(), page.FindAll("input[type=range]").Select(slider => slider.GetAttribute("aria-label")!).Order());
        Assert.Equal(Enumerable.Range(0, 33).Select(index => $"{index}"), page.FindAll("select[aria-label=Output] option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task Controls_move_the_pose_and_the_choice_changes_the_output()
    {
        IRenderedComponent<TeacherPoserPage> page = await OpenWithPictureAsync();
        TeacherStage stage = page.FindComponent<DrawingStatus>().Instance.Stage;

        await page.Find("input[aria-label='Head, nod, number']").ChangeAsync("-0.25");
        await page.Find("select[aria-label=Output]").ChangeAsync("27");

        Assert.Equal(Pose.Rest.With("head_x", -0.25f), stage.Pose);
        Assert.Equal(TeacherFamily.Tha4.Outputs[27], stage.Output);
    }

    [Fact]
    public void File_that_is_no_picture_gives_a_message_with_its_name()
    {
        PutWeights([.. TeacherFamily.Tha4.Networks.Select(network => network.FileName)]);
        IRenderedComponent<TeacherPoserPage> page = Open();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("not a picture", "notes.png"));

        page.WaitForAssertion(() => Assert.Contains("notes.png", page.Find(".doctor-error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_that_is_opened_again_begins_with_the_last_picture()
    {
        await OpenWithPictureAsync("mika.png");

        IRenderedComponent<TeacherPoserPage> again = Render<TeacherPoserPage>();

        Assert.Equal("mika", again.Find(".picture-card h2").TextContent);
    }

    [Fact]
    public async Task Failure_of_the_networks_is_one_message_in_the_page_with_a_way_to_try_again()
    {
        _teacher.LoadFailure = new BadInputException("face_morpher.pt is damaged.");
        IRenderedComponent<TeacherPoserPage> page = await OpenWithPictureAsync();
        TeacherStage stage = page.FindComponent<DrawingStatus>().Instance.Stage;
        await using var browser = new BrowserFake(stage);

        page.WaitForAssertion(() => Assert.Contains("face_morpher.pt is damaged.", page.Find(".stage-problem").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        _teacher.LoadFailure = null;
        await page.Find(".stage-problem button:last-of-type").ClickAsync();
        await browser.NextAsync();
        page.WaitForAssertion(() => Assert.StartsWith("Drawn in", page.Find(".drawing").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Plug_in_is_built_by_the_launcher_on_request_and_then_found()
    {
        PutWeights([.. TeacherFamily.Tha4.Networks.Select(network => network.FileName)]);
        string mark = Path.Combine(_folder.Path, "built");
        IRenderedComponent<TeacherPoserPage> page = Open(Unbuilt(FakeLauncher.Write(_folder.Path, $"echo fetching; : >{mark}"), mark));
        Assert.Equal("missing", page.Find("[data-step=plug-in] .state").TextContent);

        await page.Find("[data-step=plug-in] button").ClickAsync();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#doctor-file")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task While_libtorch_comes_the_page_says_how_much_of_it_is_there()
    {
        string cache = _folder.Folder("cache");
        long half = TorchPlugin.DownloadBytes / 2;
        string script = $"dd if=/dev/zero of={cache}/nupkg_libtorch-cpu.dat-new bs=1 count=0 seek={half} 2>/dev/null; sleep 20";
        IRenderedComponent<TeacherPoserPage> page = Open(Unbuilt(FakeLauncher.Write(_folder.Path, script), "/no/such/file") with { NuGetCache = cache });
        await page.Find("[data-step=plug-in] button").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains($"50 %, {half / 1_000_000} of about {TorchPlugin.DownloadSize}", page.Find("[data-step=plug-in]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        await page.Find("[data-step=plug-in] button").ClickAsync(); // Stop
    }

    [Fact]
    public async Task Build_of_the_plug_in_that_fails_shows_what_it_said()
    {
        IRenderedComponent<TeacherPoserPage> page = Open(Unbuilt(FakeLauncher.Write(_folder.Path, "echo the SDK is missing >&2; exit 1"), "/no/such/file"));

        await page.Find("[data-step=plug-in] button").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("could not be built", page.Find("[data-step=plug-in] .mud-alert").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal("the SDK is missing", page.Find(".build-output").TextContent);
    }

    [Fact]
    public void Without_a_launcher_the_page_names_the_command()
    {
        IRenderedComponent<TeacherPoserPage> page = Open(Unbuilt("/no/such/launcher", "/no/such/file"));

        Assert.Empty(page.FindAll("[data-step=plug-in] button"));
        Assert.Contains("./bunraku build-torch", page.Find("[data-step=plug-in]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_cannot_be_imported_are_refused_with_their_path()
    {
        IRenderedComponent<TeacherPoserPage> page = Open();
        await page.Find("#weights-source").ChangeAsync("/no/such/archive.zip");

        await page.Find("[data-step=weights] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("/no/such/archive.zip", page.Find(".setup-error").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Picture_that_is_moved_now_is_the_character_of_all_pages()
    {
        IRenderedComponent<TeacherPoserPage> page = await OpenWithPictureAsync(given: WithPictureEngine);

        await page.FindAll(".picture-card button").Single(button => button.TextContent == "Move this picture now").ClickAsync();

        PosedPicture moved = Assert.IsType<PosedPicture>(Services.GetRequiredService<CharacterLibrary>().Current);
        Assert.Equal("mika", moved.Name);
        Assert.NotNull(moved.SourceImage);
        Assert.EndsWith("/student-manual-poser", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_that_moves_a_picture_asks_for_the_weights_once_and_then_for_the_picture()
    {
        Open(WithPictureEngine);
        IRenderedComponent<MovePicturePage> page = Render<MovePicturePage>();
        Assert.Contains("CC BY 4.0", page.Find(".family-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("bunraku models import tha3", page.Find("[data-step=weights]").TextContent, StringComparison.Ordinal);

        PutWeights([.. PictureEngine.Family.Networks.Select(network => network.FileName)]);
        page = Render<MovePicturePage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(PngFile.Encode(new RigPoser(RigCharacter.Default).DrawPicture()), "rin.png"));
        await page.WaitForElement(".doctor-actions button", TimeSpan.FromSeconds(30)).ClickAsync();

        page.WaitForAssertion(() => Assert.Equal("rin", Services.GetRequiredService<CharacterLibrary>().Current?.Name), TimeSpan.FromSeconds(30));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await base.DisposeAsync();
        _teacher.Dispose();
        _folder.Dispose();
    }

    /// <summary>A Studio whose plug-in is there when the mark is.</summary>
    private StudioOptions Unbuilt(string launcher, string mark) => new()
    {
        ConfigurationFolder = _folder.Path,
        TeacherWeights = _folder.Path,
        TeacherLoader = () => File.Exists(mark) ? _teacher : null,
        Launcher = launcher,
    };

    private void PutWeights(params string[] files) => Array.ForEach(files, file => File.WriteAllText(Path.Combine(_folder.Path, file), ""));

    /// <summary>A Studio whose named folder of weights is that of the family which needs no libtorch.</summary>
    private StudioOptions WithPictureEngine => new() { ConfigurationFolder = _folder.Path, TeacherWeights = _folder.Path, TeacherFamily = PictureEngine.Family, TeacherLoader = () => _teacher };

    private async Task<IRenderedComponent<TeacherPoserPage>> OpenWithPictureAsync(string fileName = "mika.png", StudioOptions? given = null)
    {
        PutWeights([.. (given?.TeacherFamily ?? TeacherFamily.Tha4).Networks.Select(network => network.FileName)]);
        IRenderedComponent<TeacherPoserPage> page = Open(given);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(PngFile.Encode(new RigPoser(RigCharacter.Default).DrawPicture()), fileName));
        await page.WaitForElement(".doctor-actions button", TimeSpan.FromSeconds(30)).ClickAsync();
        page.WaitForAssertion(() => Assert.NotNull(page.Find(".picture-card")), TimeSpan.FromSeconds(30));
        return page;
    }

    private IRenderedComponent<TeacherPoserPage> Open(StudioOptions? given = null)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        StudioOptions options = given ?? new StudioOptions { ConfigurationFolder = _folder.Path, TeacherWeights = _folder.Path, TeacherLoader = () => _teacher };
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(options);
        Services.AddSingleton(_ => new SettingsFile(options, NullLogger<SettingsFile>.Instance));
        Services.AddLogging();
        Services.AddCharacters();
        Services.AddExpressions();
        Services.AddFrames();
        Services.AddItems();
        Services.AddVideos();
        Services.AddTeacherPoser();
        Render<MudPopoverProvider>();
        return Render<TeacherPoserPage>();
    }
}
