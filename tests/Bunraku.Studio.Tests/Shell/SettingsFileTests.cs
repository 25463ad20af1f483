using Bunraku.Studio.Features.Frames;
using Bunraku.Studio.Shell;
using Bunraku.Studio.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Shell;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_are_the_same_after_a_restart()
    {
        Open().Update(settings => settings with { Theme = ThemeChoice.Dark, Background = new BackgroundChoice("#00ff00"), RecentCharacters = ["/a", "/b"] });

        UserSettings again = Open().Current;

        Assert.Equal(ThemeChoice.Dark, again.Theme);
        Assert.Equal("#00ff00", again.Background.Color);
        Assert.Equal(["/a", "/b"], again.RecentCharacters);
        Assert.Equal("studio.json", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"theme\": ")]
    [InlineData("{ \"theme\": \"purple\" }")]
    [InlineData("null")]
    [InlineData("{ \"recentCharacters\": [\"\\ud800\"] }")]
    [InlineData("{ \"\\ud800\": 1 }")]
    [InlineData("{ \"recentCharacters\": [null] }")]
    [InlineData("{ \"recentCharacters\": null, \"background\": null }")]
    public void Damaged_settings_begin_anew(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "studio.json"), text);

        UserSettings settings = Open().Current;

        Assert.Equal(ThemeChoice.System, settings.Theme);
        Assert.Equal(BackgroundChoice.Transparent, settings.Background);
        Assert.Empty(settings.RecentCharacters);
    }

    private SettingsFile Open() => new(new StudioOptions { ConfigurationFolder = _folder.Path }, NullLogger<SettingsFile>.Instance);
}
