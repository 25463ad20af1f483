using System.Collections.Concurrent;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Training;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>
/// How fast this machine trains the configuration of one project, as it is edited and with each preset: measured in the background, when the user asks.
/// </summary>
internal sealed partial class SpeedCheck(ILogger logger) : IDisposable
{
    /// <summary>The fields that the time of an example depends on. Of those of the presets it is all but for how many examples there are and how they begin.</summary>
    private static readonly string[] Decisive =
    [
        "character_image_file_name", "face_mask_image_file_name", "teacher", "teacher_weights", "backend", "num_gpus",
        .. TrainingPresets.Fields.Select(field => field.Name).Except(["schedule", "initial_weights"]),
    ];

    private readonly ConcurrentDictionary<string, TrainingSpeed> _known = new(StringComparer.Ordinal);
    private readonly Lock _beginning = new();
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>What is being done, or null.</summary>
    public Phrase? Doing { get; private set; }

    /// <summary>Why it could not be measured, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>What was measured for the values of a draft, or for a preset in addition to them; null where nothing was.</summary>
    public TrainingSpeed? Find(SettingsDraft draft, TrainingPreset? preset = null) => _known.GetValueOrDefault(KeyOf(draft, preset));

    /// <summary>What was measured for a draft, after measuring it where that was not done yet; null where it cannot be measured.</summary>
    public async Task<TrainingSpeed?> MeasureAsync(SettingsDraft draft)
    {
        await _running; // A measurement that goes on may be of other values.
        if (Find(draft) is null)
        {
            Begin(draft, []);
            await _running;
        }

        return Find(draft);
    }

    /// <summary>Begins a measurement of a draft and of all presets, unless one is running.</summary>
    public void Begin(SettingsDraft draft) => Begin(draft, TrainingPresets.All);

    /// <summary>For tests: as if it had been measured.</summary>
    internal void Remember(SettingsDraft draft, TrainingSpeed speed) => _known[KeyOf(draft, preset: null)] = speed;

    private void Begin(SettingsDraft draft, IEnumerable<TrainingPreset> presets)
    {
        ConfigFile file;
        Part[] parts;
        try
        {
            file = draft.ToFile();
            parts =
            [
                new(Phrase.Of("these settings"), KeyOf(draft, preset: null), file.Config),
                .. presets.Select(preset => new Part(Phrase.Of($"preset {preset.Name}"), KeyOf(draft, preset), preset.ApplyTo(file.Config))),
            ];
        }
        catch (BadInputException e)
        {
            Problem = e.Phrase;
            return;
        }

        lock (_beginning)
        {
            if (Doing is not null)
            {
                return;
            }

            (Doing, Problem) = (Phrase.Of("Beginning"), null);
            _stop = new CancellationTokenSource();
            CancellationToken stop = _stop.Token;

            // A task that a stop could cancel before it starts would leave Doing as it is.
            _running = Task.Factory.StartNew(() => Measure(file, parts, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Ends the measurement after the step that is being taken; what was measured until then stays known.</summary>
    public void Stop() => _stop?.Cancel();

    public void Dispose() => Stop();

    internal static string KeyOf(SettingsDraft draft, TrainingPreset? preset) =>
        string.Join('\n', Decisive.Select(name => (Name: name, Value: preset?.Texts.GetValueOrDefault(name) ?? draft[name])).Select(OfField));

    /// <summary>How many frames there are decides how often their time counts, not what it is.</summary>
    private static string OfField((string Name, string Value) field) => field is { Name: "frames", Value: not "unlimited" } ? "limited" : field.Value;

    private void Measure(ConfigFile file, Part[] parts, CancellationToken stop)
    {
        try
        {
            Phrase? of = null;
            using var measurement = SpeedMeasurement.Open(file, doing => Doing = of is null ? doing : Phrase.Of($"{doing}, {of}"));
            foreach (Part part in parts.DistinctBy(part => part.Key))
            {
                of = part.Name;
                _known[part.Key] = measurement.Measure(part.Config, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The user has seen enough.
        }
        catch (BadInputException e)
        {
            Problem = e.Phrase;
        }
        catch (Exception e)
        {
            Problem = Phrase.Of("The measurement failed. Details are in the window that Studio was started from.");
            LogFailure(logger, e);
        }
        finally
        {
            Doing = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The speed of a training could not be measured.")]
    private static partial void LogFailure(ILogger logger, Exception exception);

    private sealed record Part(Phrase Name, string Key, DistillationConfig Config);
}
