using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Settings;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Puppets;

/// <summary>
/// Keeps a puppeteer's settings on disk. A file that cannot be read is left as it is until something is changed; one that cannot be written costs the memory of
/// the settings, not the session.
/// </summary>
public sealed partial class PuppetSettingsStore : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(0.4);

    private readonly Lock _gate = new();
    private readonly PuppetKind _kind;
    private readonly string _folder;
    private string? _owner;
    private readonly ILogger _logger;
    private readonly Timer _timer;
    private PuppetSettings? _unsaved;

    /// <param name="kind">Whose settings.</param>
    /// <param name="folder">The folder of the settings, if not the user's own.</param>
    /// <param name="logger">Told of settings that cannot be saved.</param>
    public PuppetSettingsStore(PuppetKind kind, string? folder, ILogger logger)
    {
        _kind = kind;
        _folder = folder ?? Path.GetDirectoryName(PuppetSettingsFile.PathFor(kind.Name))!;
        _logger = logger;
        _timer = new Timer(_ => Save());
        Loaded = Load();
    }

    /// <summary>Raised, on any thread, when <see cref="Problem"/> is another one.</summary>
    public event Action? ProblemChanged;

    /// <summary>The settings as they were when Studio began.</summary>
    public PuppetSettings Loaded { get; }

    /// <summary>Why the settings could not be read or saved, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>Saves settings soon: of many changes in a row only the last is written.</summary>
    public void Keep(PuppetSettings settings)
    {
        lock (_gate)
        {
            _unsaved = settings;
            _timer.Change(Rest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whether the character has its own settings, which are in use.</summary>
    public bool IsOwn => _owner is not null;

    /// <summary>Goes over to a character's own settings, or from one to those of all others.</summary>
    /// <returns>The settings from now on; null where they stay the same.</returns>
    public PuppetSettings? Meet(StageCharacter? character)
    {
        lock (_gate)
        {
            string? owner = character is not null && HasOwners() && File.Exists(PathOf(character.ContentHash)) ? character.ContentHash : null;
            if (owner == _owner)
            {
                return null;
            }

            Save();
            _owner = owner;
            return Load();
        }
    }

    /// <summary>Gives a character its own settings, a copy of those in use, or takes them away.</summary>
    /// <returns>The settings from now on; null where they stay the same.</returns>
    public PuppetSettings? SetOwn(string character, bool isOwn, PuppetSettings present)
    {
        lock (_gate)
        {
            Save();
            if (isOwn)
            {
                (_owner, _unsaved) = (character, present);
                Save();
                return null;
            }

            try
            {
                File.Delete(PathOf(character));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Tell(Phrase.Of($"The character's own settings cannot be deleted. {e.Message}"));
                return null;
            }

            _owner = null;
            return Load();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Save();
    }

    private bool HasOwners() => Directory.Exists(_folder) && Directory.EnumerateFiles(_folder, $"{_kind.Name}-puppet-*.json").Any();

    private string PathOf(string? character) => Path.Combine(_folder, character is null ? $"{_kind.Name}-puppet.json" : $"{_kind.Name}-puppet-{character[..16]}.json");

    private PuppetSettings Load()
    {
        try
        {
            return PuppetSettingsFile.LoadOrDefault(PathOf(_owner), _kind.Defaults);
        }
        catch (BadInputException e)
        {
            Tell(Phrase.Of($"Your settings could not be read, so these are the defaults. {e.Phrase}"));
            return _kind.Defaults;
        }
    }

    private void Save()
    {
        lock (_gate)
        {
            if (_unsaved is not { } settings)
            {
                return;
            }

            _unsaved = null;
            try
            {
                PuppetSettingsFile.Save(PathOf(_owner), settings);
                Tell(null);
            }
            catch (BadInputException e)
            {
                LogUnwritable(_logger, e.Message);
                Tell(Phrase.Of($"Your settings cannot be saved and are lost when Studio ends. {e.Phrase}"));
            }
        }
    }

    private void Tell(Phrase? problem)
    {
        if (!Equals(problem, Problem))
        {
            Problem = problem;
            ProblemChanged?.Invoke();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The puppeteer's settings cannot be saved: {Reason}")]
    private static partial void LogUnwritable(ILogger logger, string reason);
}
