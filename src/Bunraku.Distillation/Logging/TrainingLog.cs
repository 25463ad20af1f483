using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Logging;

/// <summary>
/// The log of one run of one network: learning rate and loss terms of every n-th iteration, in an event file that TensorBoard shows. A log that
/// cannot be written any more ends with one warning; the training continues.
/// </summary>
public sealed class TrainingLog : IDisposable
{
    private readonly EventFileWriter _file;
    private readonly int _interval;
    private readonly Action<string> _warn;
    private long _iteration;
    private bool _isBroken;

    internal TrainingLog(EventFileWriter file, int interval, Action<string> warn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        _file = file;
        _interval = interval;
        _warn = warn;
    }

    /// <summary>The event file.</summary>
    public string Path => _file.Path;

    /// <summary>Begins the log of a run in a separate folder, named after the time: <c>2030_01_31__23_59_59</c>.</summary>
    /// <param name="logFolder">The folder <c>log</c> of the network; made if absent.</param>
    /// <param name="interval">Every how many iterations is logged, at least 1. The first of the run always is.</param>
    /// <param name="warn">Told once if the log ends early.</param>
    /// <param name="time">The clock; the system's if not given. Folders are named after UTC.</param>
    /// <exception cref="BadInputException">The file cannot be made.</exception>
    public static TrainingLog Open(string logFolder, int interval, Action<string> warn, TimeProvider? time = null)
    {
        string name = (time ?? TimeProvider.System).GetUtcNow().ToString("yyyy_MM_dd__HH_mm_ss", CultureInfo.InvariantCulture);
        return new TrainingLog(EventFileWriter.Create(System.IO.Path.Combine(logFolder, name), time), interval, warn);
    }

    /// <summary>Logs an iteration of the face network, if it is its turn.</summary>
    /// <param name="examplesSeen">Before the iteration.</param>
    /// <param name="learningRate">Of the iteration.</param>
    /// <param name="loss">Each term with its weight.</param>
    public void Write(long examplesSeen, double learningRate, FaceLoss loss) => Write(examplesSeen, () =>
    [
        (TrainingTags.LearningRate, learningRate),
        (TrainingTags.Full, loss.Full),
        (TrainingTags.EyeMouth, loss.EyeMouth),
        (TrainingTags.Loss, loss.Total),
    ]);

    /// <summary>Logs an iteration of the body network, if it is its turn.</summary>
    /// <param name="examplesSeen">Before the iteration.</param>
    /// <param name="learningRate">Of the iteration.</param>
    /// <param name="loss">Each term with its weight.</param>
    public void Write(long examplesSeen, double learningRate, BodyLoss loss) => Write(examplesSeen, () =>
    [
        (TrainingTags.LearningRate, learningRate),
        (TrainingTags.Blended, loss.Blended),
        (TrainingTags.Warped, loss.Warped),
        (TrainingTags.GridChange, loss.GridChange),
        (TrainingTags.ColorChange, loss.ColorChange),
        (TrainingTags.Loss, loss.Total),
    ]);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(long examplesSeen, Func<(string Tag, double Value)[]> values)
    {
        if (_iteration++ % _interval != 0 || _isBroken)
        {
            return;
        }

        try
        {
            _file.Write(examplesSeen, values());
        }
        catch (IOException error)
        {
            // Behind a torn record no reader would find another.
            _isBroken = true;
            _warn($"{Path}: the log cannot be written and ends here; training continues. {error.Message}");
        }
    }
}
