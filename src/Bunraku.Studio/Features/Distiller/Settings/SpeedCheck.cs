using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Training;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>How fast this machine trains the configuration of one project: measured in the background, when the user asks.</summary>
internal sealed partial class SpeedCheck(ILogger logger) : IDisposable
{
    /// <summary>The fields that the time of an example depends on.</summary>
    private static readonly string[] Decisive =
        ["character_image_file_name", "face_mask_image_file_name", "teacher", "teacher_weights", "backend", "sparsity", "face_morpher_batch_size", "body_morpher_batch_size", "num_gpus"];

    private CancellationTokenSource? _stop;

    /// <summary>What is being done, or null.</summary>
    public string? Doing { get; private set; }

    /// <summary>Why it could not be measured, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was measured last, or null.</summary>
    public TrainingSpeed? Speed { get; private set; }

    /// <summary>What <see cref="Speed"/> belongs to.</summary>
    public string? MeasuredFor { get; private set; }

    /// <summary>What the measured time depends on, of a draft.</summary>
    public static string KeyOf(SettingsDraft draft) => string.Join('\n', Decisive.Select(name => draft[name]));

    /// <summary>Begins a measurement, unless one is going on.</summary>
    public void Begin(SettingsDraft draft)
    {
        if (Doing is not null)
        {
            return;
        }

        (Doing, Problem) = ("Beginning", null);
        _stop = new CancellationTokenSource();
        (string key, CancellationToken stop) = (KeyOf(draft), _stop.Token);
        try
        {
            ConfigFile file = draft.ToFile();
            _ = Task.Factory.StartNew(() => Measure(file, key, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (BadInputException e)
        {
            (Doing, Problem) = (null, e.Message);
        }
    }

    /// <summary>Ends the measurement after the step that is being taken.</summary>
    public void Stop() => _stop?.Cancel();

    public void Dispose() => Stop();

    private void Measure(ConfigFile file, string key, CancellationToken stop)
    {
        try
        {
            Speed = SpeedMeasurement.Measure(file, doing => Doing = doing, stop);
            MeasuredFor = key;
        }
        catch (OperationCanceledException)
        {
            // The user has seen enough.
        }
        catch (BadInputException e)
        {
            Problem = e.Message;
        }
        catch (Exception e)
        {
            Problem = "The measurement failed. Details are in the window that Studio was started from.";
            LogFailure(logger, e);
        }
        finally
        {
            Doing = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The speed of a training could not be measured.")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
