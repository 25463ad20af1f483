using System.Globalization;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Samples;

namespace Bunraku.Distillation.Training;

/// <summary>
/// Logs, draws, measures and publishes what a network learns. Nothing of it is needed to train, so what fails is said and passed over; a disk that is
/// full stops the training with its next state.
/// </summary>
internal sealed class TrainingWatch(WatchRequest request) : ITrainingWatch
{
    /// <summary>Enough points for a curve, and small files: the published program logs every iteration.</summary>
    private const int LoggedIterations = 25_000;

    private const int QualityPoses = 16;

    private readonly RunPlan _plan = request.Plan;
    private readonly bool _isFace = request.Plan.Network == NetworkRun.Face;
    private TrainingLog? _log;
    private Func<CharacterModel, StraightImage>? _drawSamples;

    public void Begin(long seen) => Attempt(() =>
    {
        long iterations = _plan.Schedule.Total / _plan.BatchSize;
        _log = TrainingLog.Open(request.Run.Log(_plan.Network), (int)((iterations / LoggedIterations) + 1), request.Reporter.Say);
    });

    public void Step(long seen, double learningRate, StepLoss loss)
    {
        if (loss.Face is { } face)
        {
            _log?.Write(seen, learningRate, face);
        }
        else
        {
            _log?.Write(seen, learningRate, loss.Body!);
        }
    }

    public void Sample(long seen, StateDict weights) => Attempt(() =>
    {
        Adopt(weights);
        _drawSamples ??= OpenSamples();
        StraightImage picture = _drawSamples(request.Student.ToCharacter());
        string folder = request.Run.SampleOutputs(_plan.Network);
        Directory.CreateDirectory(folder);
        PngFile.Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"sample_output_{seen:0000000000}.png")), picture);
    });

    public void Snapshot(TrainingState state) => Attempt(() =>
    {
        Adopt(state.Weights);
        request.Student.Publish();
    });

    public void Checkpoint(TrainingState state, CancellationToken stop) => Attempt(() =>
    {
        Adopt(state.Weights);
        request.Student.Publish();
        Measure(state.ExamplesSeen, stop);
    });

    public void Dispose() => _log?.Dispose();

    private void Measure(long seen, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        CharacterModel student = request.Student.ToCharacter();
        IReadOnlyList<Core.Poses.Pose> poses = HeldOutPoses.Take(QualityPoses);
        QualityReport report = _isFace
            ? StudentQuality.MeasureFace(student, request.Source.Poser, request.Source.Teacher.Name, poses, request.Student.Options, cancellation: stop)
            : StudentQuality.Measure(student, request.Source.Poser, request.Source.Teacher.Name, poses, request.Student.Options, cancellation: stop);
        var line = QualityLine.Of(report, _plan.Network.Name, seen, request.Reporter.Time);
        new QualityLog(request.Run.Quality).Append(line);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Network} at {line.ExamplesSeen} examples, against the teacher on {line.Poses} held-out poses: PSNR {line.PsnrDb:0.00} dB (worst {line.MinPsnrDb:0.00}), SSIM {line.Ssim:0.0000} (worst {line.MinSsim:0.0000})");
        request.Reporter.Say(text);
        request.Reporter.Set(status => status with { Quality = text });
    }

    private Func<CharacterModel, StraightImage> OpenSamples()
    {
        if (_isFace)
        {
            var faces = new FaceSamples(request.Source.Poser, request.Source.Poses.Samples(_plan.Seed1, FaceSamples.Count));
            return student => faces.Draw(student, request.Student.Options);
        }

        var bodies = new BodySamples(request.Source.Poser, request.Source.Poses.Samples(_plan.Seed1, BodySamples.Count));
        return student => bodies.Draw(student, request.Student.Options);
    }

    private void Adopt(StateDict weights)
    {
        if (_isFace)
        {
            request.Student.Face = weights;
        }
        else
        {
            request.Student.Body = weights;
        }
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            // Somebody wants the training to stop, and waits.
        }
        catch (Exception failure) when (failure is BadInputException or IOException or UnauthorizedAccessException)
        {
            request.Reporter.Say($"warning: {failure.Message} Training continues.");
        }
    }
}
