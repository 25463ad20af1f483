using AngleSharp.Dom;
using Bunit;
using Bunraku.Core.Poses;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.ManualPoser;
using Bunraku.Studio.Features.Expressions;
using Bunraku.Studio.Languages;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using MudBlazor.Services;
using Page = Bunraku.Studio.Features.ManualPoser.ManualPoser;

namespace Bunraku.Studio.Tests.ManualPoser;

public sealed class ManualPoserPageTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _settings = new();
    private readonly LiveStage _stage = new("test", NullLogger.Instance);
    private readonly IRenderedComponent<Page> _page;

    public ManualPoserPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(_ => new SettingsFile(new StudioOptions { ConfigurationFolder = _settings.Path }, NullLogger<SettingsFile>.Instance));
        _stage.Show(TestCharacter.Actor(new PoserFake()));
        Services.AddExpressions();
        Render<MudPopoverProvider>();
        _page = Render<Page>(parameters => parameters.Add(page => page.Stage, _stage));
    }

    private PoseControls Controls => _page.FindComponent<PoseControls>().Instance;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Page_has_a_control_for_every_parameter_where_all_morphs_may_act()
    {
        await _page.FindAll("input[name=mode]")[1].ChangeAsync("on");

        string[] names = [.. _page.FindAll("input[type=range]").Select(slider => slider.GetAttribute("aria-label")!)];

        Assert.Equal(PoseParameters.All.Length, names.Distinct().Count());
        Assert.Contains("Head, nod", names);
        Assert.Contains("Eyes, happy wink, right", names);
        Assert.Contains("Mouth, ah", names);
        Assert.DoesNotContain(names, name => name.Contains('_', StringComparison.Ordinal));
        Assert.All(_page.FindAll(".slider"), slider => // What is seen is part of what is heard (WCAG 2.5.3).
            Assert.Contains(slider.QuerySelector("label")!.FirstChild!.TextContent.Trim(), slider.QuerySelector("input[type=range]")!.GetAttribute("aria-label"), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Morph_that_is_chosen_takes_over_and_acts_alone()
    {
        await Slider("eye_wink_left").InputAsync("0.5");
        await _page.Find("[data-box=Eye] input[value=eye_surprised]").ChangeAsync("on");

        Assert.Equal(Pose.Rest.With("eye_surprised_left", 0.5f), _stage.Pose);
    }

    [Fact]
    public async Task One_sided_morph_has_one_slider()
    {
        string?[] Names() => [.. _page.FindAll("[data-box=Mouth] input[type=range]").Select(slider => slider.GetAttribute("aria-label"))];

        Assert.Equal(["Mouth, ah, amount"], Names());
        await _page.Find("[data-box=Mouth] input[value=mouth_raised_corner]").ChangeAsync("on");
        Assert.Equal(["Mouth, corner up, left", "Mouth, corner up, right"], Names());
    }

    [Fact]
    public async Task Number_beside_a_slider_sets_it_and_reset_brings_it_back()
    {
        await _page.Find("input[aria-label='Head, nod, number']").ChangeAsync("-0.25");
        Assert.Equal(Pose.Rest.With("head_x", -0.25f), _stage.Pose);

        await _page.Find("button[aria-label='Reset Head, nod']").ClickAsync();
        Assert.Equal(Pose.Rest, _stage.Pose);
    }

    [Theory]
    [InlineData("7", 1f)]
    [InlineData("-7", -1f)]
    [InlineData("", 0.5f)]
    [InlineData("up", 0.5f)]
    public async Task Number_is_limited_to_the_range_and_nonsense_changes_nothing(string typed, float expected)
    {
        await Slider("head_x").InputAsync("0.5");
        await _page.Find("input[aria-label='Head, nod, number']").ChangeAsync(typed);

        Assert.Equal(expected, _stage.Pose["head_x"]);
    }

    [Fact]
    public async Task Pasted_pose_moves_the_character_and_the_controls()
    {
        await _page.InvokeAsync(() => Controls.Paste("""{ "head_y": 0.5, "eye_relaxed_left": 1 }"""));

        Assert.Equal(Pose.Rest.With("head_y", 0.5f).With("eye_relaxed_left", 1f), _stage.Pose);
        Assert.Equal("0.5", Slider("head_y").GetAttribute("value"));
        Assert.True(_page.Find("[data-box=Eye] input[value=eye_relaxed]").HasAttribute("checked"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{ \"no_such_parameter\": 1 }")]
    [InlineData("[1, 2, 3]")]
    [InlineData("{ \"head_x\": 1e999 }")]
    public async Task Paste_of_what_is_no_pose_shows_a_message_and_changes_nothing(string text)
    {
        await _page.InvokeAsync(() => Controls.Paste(text));

        Snackbar message = Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
        Assert.Equal(Severity.Error, message.Severity);
        Assert.Contains("The pasted text", message.Message, StringComparison.Ordinal);
        Assert.Equal(Pose.Rest, _stage.Pose);
    }

    [Fact]
    public async Task Pasted_values_outside_their_range_are_limited_with_a_warning()
    {
        await _page.InvokeAsync(() => Controls.Paste("""{ "head_y": 3 }"""));

        Snackbar message = Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
        Assert.Contains("Head, turn", message.Message, StringComparison.Ordinal);
        Assert.Equal(1f, _stage.Pose["head_y"]);
    }

    [Fact]
    public async Task Keys_reset_draw_and_breathe()
    {
        await _page.InvokeAsync(() => Controls.PressAsync("random"));
        Assert.NotEqual(Pose.Rest, _stage.Pose);

        await _page.InvokeAsync(() => Controls.PressAsync("reset"));
        Assert.Equal(Pose.Rest, _stage.Pose);

        await _page.InvokeAsync(() => Controls.PressAsync("breathe"));
        await Until.TrueAsync(() => _stage.Pose["breathing"] > 0.01f, "a breath");
        Assert.True(Slider("breathing").HasAttribute("disabled"));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _stage.Dispose();
        _settings.Dispose();
    }

    private IElement Slider(string name) => _page.Find($"input[type=range][aria-label='{PoseLabels.Spoken(PoseParameters.All.Single(parameter => parameter.Name == name))}']");
}
