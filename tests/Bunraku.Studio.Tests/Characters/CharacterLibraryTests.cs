using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Shell;
using Bunraku.Studio.Tests.Fakes;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Characters;

public sealed class CharacterLibraryTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly CharacterLibrary _library;

    public CharacterLibraryTests() => _library = new CharacterLibrary(
        new SettingsFile(new StudioOptions { ConfigurationFolder = _disk.Path }, NullLogger<SettingsFile>.Instance),
        new ChosenFolders());

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Character_that_was_opened_is_current_and_recent()
    {
        string folder = SharedData.Characters()[0];

        CharacterModel character = await _library.OpenAsync(Path.Combine(folder, "character_model.yaml"), TestContext.Current.CancellationToken);

        Assert.Same(character, _library.Current);
        Assert.Equal([Path.GetFullPath(folder)], _library.Recent);
    }

    [Fact]
    public async Task Character_that_cannot_be_loaded_leaves_the_old_one()
    {
        string good = SharedData.Characters()[0];
        string bad = _disk.Folder("bad");
        foreach (string file in Directory.GetFiles(good))
        {
            File.Copy(file, Path.Combine(bad, Path.GetFileName(file)));
        }

        await File.WriteAllBytesAsync(Path.Combine(bad, "face_morpher.pt"), new byte[100], TestContext.Current.CancellationToken);
        CharacterModel first = await _library.OpenAsync(good, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAnyAsync<BadInputException>(() => _library.OpenAsync(bad, TestContext.Current.CancellationToken));

        Assert.Contains("face_morpher.pt", exception.Message, StringComparison.Ordinal);
        Assert.Same(first, _library.Current);
        Assert.Single(_library.Recent);
    }
}
