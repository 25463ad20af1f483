using Bunit;
using Bunraku.Distillation.Configuration;
using Bunraku.Live.Teachers;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Languages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Distiller;

/// <summary>The section is drawn in a separate rhythm too, which an event may have to wait for: what follows from one is awaited.</summary>
public sealed class SettingsSectionTests : BunitContext, IAsyncLifetime
{
    private readonly TestProject _test = new TestProject().WithPictures();
    private readonly SettingsDraft _draft;

    public SettingsSectionTests()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        Services.AddSingleton(new TeacherSetup(new TeacherOptions { Loader = () => null }));
        Services.AddSingleton(new SpeedChecks(NullLogger<SpeedCheck>.Instance));
        _draft = SettingsDraft.Load(_test.Project);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_wrong_value_is_explained_while_it_is_typed_and_cannot_be_saved()
    {
        IRenderedComponent<SettingsSection> page = Open();
        await page.Find("[data-field=body_morpher_batch_size] input").InputAsync("300");

        page.WaitForAssertion(() => Assert.Contains("from 1 to 256", page.Find("[data-field=body_morpher_batch_size] .config-problem").TextContent, StringComparison.Ordinal));
        Assert.Equal(_draft.ProblemOf("body_morpher_batch_size")?.ToString(), page.Find("[data-field=body_morpher_batch_size] .config-problem").TextContent);
        page.WaitForAssertion(() => Assert.True(SaveButton(page).HasAttribute("disabled")));

        await page.Find("[data-field=body_morpher_batch_size] input").InputAsync("4");
        page.WaitForAssertion(() => Assert.False(SaveButton(page).HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".config-problem"));
        Assert.True(page.Find("details").HasAttribute("open"), "What a wrong value has opened stays open.");
        await SaveButton(page).ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Saved", page.Find("[aria-label=Configuration] .state").TextContent));
        Assert.True(File.Exists(_test.Project.ConfigPath));
    }

    [Fact]
    public async Task A_seed_can_be_drawn()
    {
        IRenderedComponent<SettingsSection> page = Open();
        string before = _draft["face_morpher_random_seed_0"];
        await page.Find("[data-field=face_morpher_random_seed_0] button").ClickAsync();

        page.WaitForAssertion(() => Assert.NotEqual(before, _draft["face_morpher_random_seed_0"]));
        Assert.Null(_draft.ProblemOf("face_morpher_random_seed_0"));
    }

    [Fact]
    public async Task Three_cards_say_a_time_before_it_was_measured_and_the_full_training_is_under_Advanced()
    {
        IRenderedComponent<SettingsSection> page = Open();
        Assert.Equal(["quick", "standard", "fine"], page.FindAll("[data-card=time] .preset").Select(card => card.GetAttribute("data-preset")));
        Assert.NotNull(page.Find("details [data-preset=full]"));
        Assert.All(page.FindAll(".preset em"), time => Assert.Matches(@"^about (\d+ (minutes|hours|days)|more than a year) here \(estimate\)$", time.TextContent));

        await page.Find("[data-preset=quick] input").ChangeAsync("on");

        page.WaitForAssertion(() => Assert.True(_draft.Follows(TrainingPresets.Quick)));
    }

    [Fact]
    public void A_run_that_cannot_go_on_with_these_settings_is_told_of_in_advance()
    {
        File.WriteAllText(_test.Project.Run.Record, "{");

        Assert.Contains("run.json", Open().Find("[aria-label=Presets] .finding").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_optional_field_means_nothing()
    {
        IRenderedComponent<SettingsSection> page = Open();
        await page.Find("[data-field=checkpoint_interval] input").InputAsync("500");
        page.WaitForAssertion(() => Assert.Equal("500", _draft["checkpoint_interval"]));
        await page.Find("[data-field=checkpoint_interval] input").InputAsync("");

        page.WaitForAssertion(() => Assert.Equal("null", _draft["checkpoint_interval"]));
        Assert.Null(_draft.ProblemOf("checkpoint_interval"));
    }

    [Fact]
    public void While_a_training_runs_nothing_can_be_changed()
    {
        IRenderedComponent<SettingsSection> page = Open(locked: true);

        Assert.All(page.FindAll(".config-control input, .config-control select, .preset input"), control => Assert.True(control.HasAttribute("disabled")));
    }

    // Components of MudBlazor can only be let go of asynchronously.
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _test.Dispose();
    }

    private static AngleSharp.Dom.IElement SaveButton(IRenderedComponent<SettingsSection> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Save");

    private IRenderedComponent<SettingsSection> Open(bool locked = false) =>
        Render<SettingsSection>(parameters => parameters.Add(section => section.Draft, _draft).Add(section => section.Locked, locked));
}
