using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Loads characters, and knows the one that a new page begins with.</summary>
internal sealed class CharacterLibrary(SettingsFile settings, ChosenFolders folders)
{
    private const int MostRecent = 12;
    private const string Variable = "BUNRAKU_CHARACTER";

    /// <summary>The character that was opened last, or null.</summary>
    public CharacterModel? Current { get; private set; }

    /// <summary>The folders of the characters that were opened before, newest first.</summary>
    public ImmutableArray<string> Recent => settings.Current.RecentCharacters;

    /// <summary>Opens the character that the user named when Studio was started, else the one that comes with the program.</summary>
    /// <exception cref="BadInputException">It cannot be loaded.</exception>
    public async Task OpenFirstAsync(string? path, CancellationToken cancellationToken)
    {
        string? first = path ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(first))
        {
            await OpenAsync(first, cancellationToken);
        }
        else
        {
            await OpenDefaultAsync(cancellationToken);
        }
    }

    /// <summary>Opens the character that comes with the program.</summary>
    public async Task<CharacterModel> OpenDefaultAsync(CancellationToken cancellationToken) => Current = await Task.Run(() => DefaultCharacter.Model, cancellationToken);

    /// <summary>Loads a character from its folder or YAML file, all of it, before anything changes.</summary>
    /// <exception cref="BadInputException">It cannot be loaded.</exception>
    public async Task<CharacterModel> OpenAsync(string path, CancellationToken cancellationToken)
    {
        string full = TypedPath.Resolve(path);
        CharacterModel character = await Task.Run(() => CharacterModel.Load(full), cancellationToken);
        string folder = Directory.Exists(full) ? full : Path.GetDirectoryName(full)!;
        folders.Choose(folder);
        settings.Update(s => s with { RecentCharacters = [.. s.RecentCharacters.Remove(folder).Insert(0, folder).Take(MostRecent)] });
        Current = character;
        return character;
    }

    /// <summary>Loads a character from files that the browser sent.</summary>
    /// <exception cref="BadInputException">It cannot be loaded.</exception>
    public async Task<CharacterModel> OpenAsync(IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        CharacterModel character = await Task.Run(() => CharacterModel.LoadFromFiles(files), cancellationToken);
        Current = character;
        return character;
    }

    /// <summary>Removes a folder from the recent ones.</summary>
    public void Forget(string folder) => settings.Update(s => s with { RecentCharacters = s.RecentCharacters.Remove(folder) });
}
