using System.Text.Json;
using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;
using Bunraku.Studio.Features.Frames;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Shell;

/// <summary>
/// The user's settings, in <c>studio.json</c> of <see cref="UserFolders.Config"/>. A file that cannot be read or written costs the settings, never
/// the program.
/// </summary>
internal sealed partial class SettingsFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _gate = new();
    private readonly ILogger<SettingsFile> _logger;
    private readonly string _path;

    public SettingsFile(StudioOptions options, ILogger<SettingsFile> logger)
    {
        _logger = logger;
        _path = Path.Combine(options.ConfigurationFolder ?? UserFolders.Config, "studio.json");
        Current = Read();
    }

    /// <summary>The settings now.</summary>
    public UserSettings Current { get; private set; }

    /// <summary>Changes the settings and saves them.</summary>
    public void Update(Func<UserSettings, UserSettings> change)
    {
        lock (_gate)
        {
            UserSettings changed = change(Current);
            if (changed != Current)
            {
                Current = changed;
                Write();
            }
        }
    }

    private UserSettings Read()
    {
        try
        {
            UserSettings settings = JsonInput.Deserialize<UserSettings>(File.ReadAllBytes(_path), _path, Format);
            return settings with
            {
                Background = settings.Background ?? BackgroundChoice.Transparent,
                Phone = settings.Phone is { Address: not null } phone ? phone : new(),
                RecentCharacters = settings.RecentCharacters.IsDefault ? [] : settings.RecentCharacters,
                DistillerProjects = settings.DistillerProjects.IsDefault ? [] : settings.DistillerProjects,
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new UserSettings();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            LogUnreadable(_logger, _path, e.Message);
            return new UserSettings();
        }
    }

    private void Write()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            AtomicFile.WriteText(_path, JsonSerializer.Serialize(Current, Format));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            LogUnwritable(_logger, _path, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The settings in {Path} cannot be read and begin anew: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The settings cannot be saved to {Path}: {Reason}")]
    private static partial void LogUnwritable(ILogger logger, string path, string reason);
}
