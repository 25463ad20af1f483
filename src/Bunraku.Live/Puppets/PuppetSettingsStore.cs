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
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Timer _timer;
    private PuppetSettings? _unsaved;

    /// <param name="kind">Whose settings.</param>
    /// <param name="folder">The folder of the settings, if not the user's own.</param>
    /// <param name="logger">Told of settings that cannot be saved.</param>
    public PuppetSettingsStore(PuppetKind kind, string? folder, ILogger logger)
    {
        _path = folder is not null ? Path.Combine(folder, kind.Name + "-puppet.json") : PuppetSettingsFile.PathFor(kind.Name);
        _logger = logger;
        _timer = new Timer(_ => Save());
        try
        {
            Loaded = PuppetSettingsFile.LoadOrDefault(_path, kind.Defaults);
        }
        catch (BadInputException e)
        {
            Loaded = kind.Defaults;
            Problem = $"Your settings could not be read, so these are the defaults. {e.Message}";
        }
    }

    /// <summary>Raised, on any thread, when <see cref="Problem"/> is another one.</summary>
    public event Action? ProblemChanged;

    /// <summary>The settings as they were when Studio began.</summary>
    public PuppetSettings Loaded { get; }

    /// <summary>Why the settings could not be read or saved, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Saves settings soon: of many changes in a row only the last is written.</summary>
    public void Keep(PuppetSettings settings)
    {
        lock (_gate)
        {
            _unsaved = settings;
            _timer.Change(Rest, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Save();
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
                PuppetSettingsFile.Save(_path, settings);
                Tell(null);
            }
            catch (BadInputException e)
            {
                LogUnwritable(_logger, e.Message);
                Tell($"Your settings cannot be saved and are lost when Studio ends. {e.Message}");
            }
        }
    }

    private void Tell(string? problem)
    {
        if (problem != Problem)
        {
            Problem = problem;
            ProblemChanged?.Invoke();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The puppeteer's settings cannot be saved: {Reason}")]
    private static partial void LogUnwritable(ILogger logger, string reason);
}
