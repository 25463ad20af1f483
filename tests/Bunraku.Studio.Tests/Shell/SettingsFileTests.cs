using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Features.Trackers;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Shell;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "studio.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_are_the_same_after_a_restart()
    {
        using (SettingsFile file = Open())
        {
            file.Update<ThemeSettings>(settings => settings with { Theme = ThemeChoice.Dark });
            file.Update<StageSettings>(settings => settings with { Background = new BackgroundChoice("#00ff00") });
            file.Update<CharacterSettings>(settings => settings with { RecentCharacters = ["/a", "/b"] });
        }

        using SettingsFile again = Open();
        Assert.Equal(ThemeChoice.Dark, again.Get<ThemeSettings>().Theme);
        Assert.Equal("#00ff00", again.Get<StageSettings>().Background.Color);
        Assert.Equal(["/a", "/b"], again.Get<CharacterSettings>().RecentCharacters);
        Assert.Equal("studio.json", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"theme\": ")]
    [InlineData("{ \"theme\": \"purple\" }")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{ \"recentCharacters\": null, \"background\": null }")]
    [InlineData("{ \"recentCharacters\": [null], \"phone\": null }")]
    [InlineData("{ \"recentCharacters\": [\"\\ud800\"], \"background\": { \"color\": \"\\udc00\" } }")]
    [InlineData("{ \"\\ud800\": 1, \"phone\": { \"address\": 7 } }")]
    [InlineData("{ \"theme\": \"dark\", \"theme\": 3, \"background\": { \"color\": \"url(x)\" } }")]
    public void Damaged_settings_begin_anew(string text)
    {
        File.WriteAllText(FilePath, text);

        using SettingsFile settings = Open();

        Assert.Equal(ThemeChoice.System, settings.Get<ThemeSettings>().Theme);
        Assert.Equal(BackgroundChoice.Transparent, settings.Get<StageSettings>().Background);
        Assert.Empty(settings.Get<CharacterSettings>().RecentCharacters);
        Assert.Equal("", settings.Get<TrackerSettings>().Phone.Address);
    }

    [Fact]
    public void Damaged_part_costs_only_itself_and_can_be_saved_over()
    {
        File.WriteAllText(FilePath, "{ \"theme\": \"dark\", \"recentCharacters\": [\"\\ud800\"], \"ofALaterVersion\": 7 }");
        using (SettingsFile settings = Open())
        {
            Assert.Equal(ThemeChoice.Dark, settings.Get<ThemeSettings>().Theme);
            settings.Update<CharacterSettings>(characters => characters with { RecentCharacters = ["/a"] });
        }

        using SettingsFile again = Open();
        Assert.Equal(ThemeChoice.Dark, again.Get<ThemeSettings>().Theme);
        Assert.Equal(["/a"], again.Get<CharacterSettings>().RecentCharacters);
        Assert.Contains("ofALaterVersion", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_changes_in_a_row_hold_at_once_and_are_written_once_a_moment_later()
    {
        using SettingsFile settings = Open();
        for (int step = 0; step < 100; step++)
        {
            string color = $"#0000{step:x2}";
            settings.Update<StageSettings>(stage => stage with { Background = new BackgroundChoice(color) });
            Assert.Equal(color, settings.Get<StageSettings>().Background.Color);
        }

        Assert.False(File.Exists(FilePath), "Nothing is written while the colour is being dragged.");
        await Until.TrueAsync(() => File.Exists(FilePath), "the settings to be written");
        Assert.Contains("#000063", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_Studios_keep_each_others_settings()
    {
        using (SettingsFile first = Open())
        using (SettingsFile second = Open())
        {
            first.Update<CharacterSettings>(settings => settings with { RecentCharacters = settings.RecentCharacters.Insert(0, "/first") });
            second.Update<CharacterSettings>(settings => settings with { RecentCharacters = settings.RecentCharacters.Insert(0, "/second") });
            second.Update<TrackerSettings>(settings => settings with { Phone = settings.Phone with { Address = "192.168.0.12" } });
            first.Update<ThemeSettings>(settings => settings with { Theme = ThemeChoice.Light });
        }

        using SettingsFile again = Open();
        Assert.Equal(["/first", "/second"], again.Get<CharacterSettings>().RecentCharacters.Order());
        Assert.Equal("192.168.0.12", again.Get<TrackerSettings>().Phone.Address);
        Assert.Equal(ThemeChoice.Light, again.Get<ThemeSettings>().Theme);
    }

    private SettingsFile Open() => new(new StudioOptions { ConfigurationFolder = _folder.Path }, NullLogger<SettingsFile>.Instance);
}
