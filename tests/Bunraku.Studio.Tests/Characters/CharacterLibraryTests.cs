using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Shell;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Characters;

public sealed class CharacterLibraryTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly CharacterLibrary _library;
    private SettingsFile? _settings;

    public CharacterLibraryTests() => _library = Start();

    public void Dispose()
    {
        _settings?.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public async Task Character_that_was_opened_is_current_and_recent()
    {
        string folder = TestData.Koito;

        CharacterModel character = await _library.OpenAsync(Path.Combine(folder, "character_model.yaml"), TestContext.Current.CancellationToken);

        Assert.Same(character, _library.Current);
        Assert.Equal([Path.GetFullPath(folder)], _library.Recent);
    }

    [Fact]
    public async Task Character_that_cannot_be_loaded_leaves_the_old_one()
    {
        string good = TestData.Koito;
        string bad = CopyOf(good, "bad");
        await File.WriteAllBytesAsync(Path.Combine(bad, "face_morpher.pt"), new byte[100], TestContext.Current.CancellationToken);
        CharacterModel first = await _library.OpenAsync(good, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAnyAsync<BadInputException>(() => _library.OpenAsync(bad, TestContext.Current.CancellationToken));

        Assert.Contains("face_morpher.pt", exception.Message, StringComparison.Ordinal);
        Assert.Same(first, _library.Current);
        Assert.Single(_library.Recent);
    }

    [Fact]
    public async Task First_start_begins_with_the_character_of_the_program()
    {
        await _library.OpenFirstAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal(DefaultCharacter.Name, _library.Current?.Name);
        Assert.Empty(_library.Recent);
    }

    [Fact]
    public async Task Next_start_begins_with_the_character_that_was_chosen()
    {
        string folder = CopyOf(TestData.Koito, "mika");
        await _library.OpenAsync(folder, TestContext.Current.CancellationToken);

        Assert.Equal("mika", await NameAtNextStartAsync());
    }

    [Fact]
    public async Task Character_named_at_the_start_is_for_that_start_alone()
    {
        await _library.OpenFirstAsync(CopyOf(TestData.Koito, "mika"), TestContext.Current.CancellationToken);

        Assert.Equal("mika", _library.Current?.Name);
        Assert.Equal(DefaultCharacter.Name, await NameAtNextStartAsync());
    }

    [Fact]
    public async Task Choosing_the_character_of_the_program_holds_for_the_next_start()
    {
        await _library.OpenAsync(CopyOf(TestData.Koito, "mika"), TestContext.Current.CancellationToken);
        await _library.OpenDefaultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DefaultCharacter.Name, await NameAtNextStartAsync());
    }

    [Fact]
    public async Task Chosen_character_that_is_gone_costs_no_start()
    {
        string folder = CopyOf(TestData.Koito, "gone");
        await _library.OpenAsync(folder, TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(DefaultCharacter.Name, await NameAtNextStartAsync());
    }

    private async Task<string?> NameAtNextStartAsync()
    {
        CharacterLibrary next = Start();
        await next.OpenFirstAsync(null, TestContext.Current.CancellationToken);
        return next.Current?.Name;
    }

    private string CopyOf(string character, string name)
    {
        string copy = _disk.Folder(name);
        foreach (string file in Directory.GetFiles(character))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    private CharacterLibrary Start()
    {
        _settings?.Dispose();
        _settings = new SettingsFile(new StudioOptions { ConfigurationFolder = _disk.Path }, NullLogger<SettingsFile>.Instance);
        return new CharacterLibrary(_settings, new ChosenFolders(), NullLogger<CharacterLibrary>.Instance);
    }
}
