using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Characters;

/// <summary>Loads characters, and knows the one that a new page begins with.</summary>
internal sealed partial class CharacterLibrary(SettingsFile settings, ChosenFolders folders, ILogger<CharacterLibrary> logger)
{
    private const int MostRecent = 12;
    private const string Variable = "BUNRAKU_CHARACTER";

    /// <summary>The character that was opened last, or null.</summary>
    public StageCharacter? Current { get; private set; }

    /// <summary>The folders and bundles of the characters that were opened before, newest first.</summary>
    public ImmutableArray<string> Recent => settings.Get<CharacterSettings>().RecentCharacters;

    /// <summary>Opens the character that the user named for this start, else the one that was last chosen in Studio, else the one that comes with the program.</summary>
    /// <exception cref="BadInputException">The named one cannot be loaded.</exception>
    public async Task OpenFirstAsync(string? path, CancellationToken cancellationToken)
    {
        string? named = path ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(named))
        {
            await LoadAsync(named, isChosen: false, cancellationToken);
        }
        else if (settings.Get<CharacterSettings>().LastCharacter is not { } last || !await TryLoadAsync(last, cancellationToken))
        {
            Current = await LoadDefaultAsync(cancellationToken);
        }
    }

    /// <summary>Opens the character that comes with the program, and begins with it from now on.</summary>
    public async Task<CharacterModel> OpenDefaultAsync(CancellationToken cancellationToken)
    {
        CharacterModel character = await LoadDefaultAsync(cancellationToken);
        settings.Update<CharacterSettings>(s => s with { LastCharacter = null });
        Current = character;
        return character;
    }

    /// <summary>Opens a character from its folder, YAML file or bundle, all of it, before anything changes, and begins with it from now on.</summary>
    /// <exception cref="BadInputException">It cannot be loaded.</exception>
    public Task<CharacterModel> OpenAsync(string path, CancellationToken cancellationToken) => LoadAsync(path, isChosen: true, cancellationToken);

    /// <summary>Loads a character from files that the browser sent.</summary>
    /// <exception cref="BadInputException">It cannot be loaded.</exception>
    public async Task<CharacterModel> OpenAsync(IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        CharacterModel character = await Task.Run(() => CharacterModel.LoadFromFiles(files), cancellationToken);
        Current = character;
        return character;
    }

    /// <summary>Begins with a picture that a teacher poses, until Studio ends.</summary>
    public void Take(PosedPicture picture) => Current = picture;

    /// <summary>Removes a folder from the recent ones.</summary>
    public void Forget(string folder) => settings.Update<CharacterSettings>(s => s with
    {
        RecentCharacters = s.RecentCharacters.Remove(folder),
        LastCharacter = s.LastCharacter == folder ? null : s.LastCharacter,
    });

    private static Task<CharacterModel> LoadDefaultAsync(CancellationToken cancellationToken) => Task.Run(() => DefaultCharacter.Model, cancellationToken);

    private async Task<CharacterModel> LoadAsync(string path, bool isChosen, CancellationToken cancellationToken)
    {
        string full = TypedPath.Resolve(path, ChosenFolders.What);
        CharacterModel character = await Task.Run(() => CharacterModel.Load(full), cancellationToken);
        string folder = Directory.Exists(full) ? full : Path.GetDirectoryName(full)!;
        folders.Choose(folder);

        // Other characters may lie next to a bundle.
        string place = CharacterBundle.IsNamed(full) && File.Exists(full) ? full : folder;
        settings.Update<CharacterSettings>(s => s with
        {
            RecentCharacters = [.. s.RecentCharacters.Remove(place).Insert(0, place).Take(MostRecent)],
            LastCharacter = isChosen ? place : s.LastCharacter,
        });
        Current = character;
        return character;
    }

    private async Task<bool> TryLoadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(folder, isChosen: true, cancellationToken);
            return true;
        }
        catch (BadInputException e)
        {
            LogGone(logger, folder, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last character, {Folder}, cannot be loaded, so Studio starts with Koito: {Reason}")]
    private static partial void LogGone(ILogger logger, string folder, string reason);
}
