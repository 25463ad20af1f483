using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Shell;

/// <summary>
/// The user's settings, in <c>studio.json</c> of <see cref="UserFolders.Config"/>: one section for each feature. Changes hold at once and are written a moment
/// later, on top of what is in the file then, so that two Studios keep each other's. A file that cannot be read or written costs the settings, never the program.
/// </summary>
internal sealed partial class SettingsFile : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>A lock of another process raises no event to wait for.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);

    /// <summary>So many changes are kept where the file cannot be written.</summary>
    private const int MostKept = 1000;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly Dictionary<Type, object> _sections = [];
    private readonly List<Action<JsonObject>> _unsaved = [];
    private readonly ILogger<SettingsFile> _logger;
    private readonly Timer _timer;
    private readonly string _path;
    private readonly JsonObject _read;

    public SettingsFile(StudioOptions options, ILogger<SettingsFile> logger)
    {
        _logger = logger;
        _path = Path.Combine(options.ConfigurationFolder ?? UserFolders.Config, "studio.json");
        _read = Read();
        _timer = new Timer(_ => Save());
    }

    /// <summary>Raised, on any thread, with the section that was changed.</summary>
    public event Action<Type>? Changed;

    /// <summary>Raised, on any thread, when <see cref="Problem"/> is another one.</summary>
    public event Action? ProblemChanged;

    /// <summary>Why the settings cannot be saved, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>A feature's settings now.</summary>
    public T Get<T>()
        where T : class, ISettings<T>, new()
    {
        lock (_gate)
        {
            if (!_sections.TryGetValue(typeof(T), out object? section))
            {
                _sections[typeof(T)] = section = Section<T>(_read);
            }

            return (T)section;
        }
    }

    /// <summary>Changes a feature's settings at once, and saves them soon.</summary>
    /// <param name="change">It is made again on what another Studio has saved meanwhile, so it must depend on its argument alone.</param>
    public void Update<T>(Func<T, T> change)
        where T : class, ISettings<T>, new()
    {
        lock (_gate)
        {
            T now = Get<T>();
            T changed = change(now);
            if (changed.Equals(now))
            {
                return;
            }

            _sections[typeof(T)] = changed;
            _unsaved.Add(file => Merge(file, change));
            _timer.Change(Rest, Timeout.InfiniteTimeSpan);
        }

        Changed?.Invoke(typeof(T));
    }

    public void Dispose()
    {
        _timer.Dispose();
        Save();
    }

    private void Merge<T>(JsonObject file, Func<T, T> change)
        where T : class, ISettings<T>, new()
    {
        T merged = change(Section<T>(file));
        foreach ((string name, JsonNode? value) in JsonSerializer.SerializeToNode(merged, Format)!.AsObject())
        {
            file[name] = value?.DeepClone();
        }
    }

    private void Save()
    {
        lock (_writing)
        {
            Action<JsonObject>[] changes;
            lock (_gate)
            {
                changes = [.. _unsaved];
                _unsaved.Clear();
            }

            if (changes.Length == 0)
            {
                return;
            }

            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                using FileLock? turn = TakeTurn();
                JsonObject file = Read();
                foreach (Action<JsonObject> change in changes)
                {
                    change(file);
                }

                AtomicFile.WriteText(_path, file.ToJsonString(Format));
                Tell(null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
            {
                lock (_gate)
                {
                    _unsaved.InsertRange(0, changes.TakeLast(MostKept)); // The next change tries again.
                }

                Tell(Phrase.Of($"Settings cannot be saved and are lost when Studio ends: {e.Message.TrimEnd('.')}. Make {Path.GetDirectoryName(_path)} writable, or set BUNRAKU_HOME to another folder."));
            }
        }
    }

    private void Tell(Phrase? problem)
    {
        string? english = problem?.ToString();
        if (english == Problem?.ToString())
        {
            return;
        }

        Problem = problem;
        if (english is not null)
        {
            LogUnwritable(_logger, english);
        }

        ProblemChanged?.Invoke();
    }

    /// <summary>Keeps other Studios from writing between our reading and our writing; null where that cannot be had, which costs no more than the merging.</summary>
    private FileLock? TakeTurn()
    {
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < LongestWait.TotalMilliseconds;)
        {
            try
            {
                return FileLock.Take(_path + ".lock");
            }
            catch (IOException)
            {
#pragma warning disable RS0030 // Another Studio writes at this moment. A timer's thread waits for it, for a second at the most, also while Studio ends.
                Thread.Sleep(BetweenTries);
#pragma warning restore RS0030
            }
        }

        return null;
    }

    /// <summary>What is in the file, property by property; one that is not valid is left out.</summary>
    private JsonObject Read()
    {
        var file = new JsonObject();
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_path));
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                TryAdd(file, property);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing was ever saved.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsUnreadable(e))
        {
            LogUnreadable(_logger, _path, e.Message);
        }

        return file;
    }

    private void TryAdd(JsonObject file, JsonProperty property)
    {
        try
        {
            JsonNode? value = JsonNode.Parse(property.Value.GetRawText());
            _ = value?.ToJsonString(); // Half a surrogate pair is found only when it is written.
            file[property.Name] = value;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            LogUnreadable(_logger, _path, e.Message);
        }
    }

    private T Section<T>(JsonObject file)
        where T : class, ISettings<T>, new()
    {
        try
        {
            return (file.Deserialize<T>(Format) ?? new T()).Repaired();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            LogUnreadable(_logger, _path, e.Message);
            return new T();
        }
    }

    private static bool IsUnreadable(Exception e) => e is JsonException or InvalidOperationException or ArgumentException or NotSupportedException or FormatException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Settings in {Path} cannot be read and start from their defaults: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogUnwritable(ILogger logger, string problem);
}
