using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Clusters;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren;
using Bunraku.Siren.Support;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>A session of a distillation: from a configuration to a student, or as far as it gets.</summary>
public sealed class Distiller
{
    private readonly DistillerOptions _options;
    private readonly ICollective _cluster;
    private readonly ConfigFile _file;
    private readonly RunFolder _run;
    private readonly RunReporter _reporter;
    private readonly DistillerParts _parts;

    /// <summary>Reads and checks the configuration.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="output">Where it tells how it goes.</param>
    /// <exception cref="BadInputException">The configuration cannot be used.</exception>
    public Distiller(DistillerOptions options, DistillerOutput output)
        : this(options, output, DistillerParts.Real)
    {
    }

    internal Distiller(DistillerOptions options, DistillerOutput output, DistillerParts parts)
    {
        _options = options;
        _cluster = options.Cluster;
        _file = ConfigFile.Load(options.ConfigPath, options.Replaced());
        _run = new RunFolder(_file.Prefix);
        _reporter = new RunReporter(_run, output, parts.Time, isSilent: !IsFirst);
        _parts = parts;
    }

    /// <summary>The folder of the run.</summary>
    public RunFolder Run => _run;

    /// <summary>How the run stands, as this session knows it.</summary>
    public RunStatus Status => _reporter.Status;

    /// <summary>Whether this process keeps the run: the lock, the states, the logs.</summary>
    private bool IsFirst => _cluster.Rank == 0;

    /// <summary>Measures how long a new run of the configuration takes, in some seconds.</summary>
    /// <param name="stop">Ends the measurement.</param>
    /// <returns>Null where the run continues from a state, will end by itself, or is short.</returns>
    /// <exception cref="BadInputException">The teacher or the engine cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public TimeSpan? MeasureTime(CancellationToken stop)
    {
        if (_options.StopAfter is not null || (!_options.Fresh && RunRecord.Read(_run) is not null) || !TrainingSpeed.IsWorthMeasuring(_file.Config.Schedule))
        {
            return null;
        }

        using var measurement = SpeedMeasurement.Open(_file, _options.Device, _options.Threads ?? Environment.ProcessorCount, _ => { }, _options.Precision);
        return measurement.Measure(_file.Config, stop).TimeFor(_file.Config.Schedule, _file.Config.Frames);
    }

    /// <summary>Trains from the newest state to the end, or until it is to stop. Whatever happens, the newest saved state stays good.</summary>
    /// <param name="stop">Ends it after the step that is being taken; everything is saved then. A <see cref="StopRequest"/> does the same.</param>
    /// <returns><see cref="RunState.Finished"/> or <see cref="RunState.Stopped"/>.</returns>
    /// <exception cref="BadInputException">Something that the user gave cannot be used, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was ended while it waited for another process.</exception>
    public RunState Train(CancellationToken stop)
    {
        if (!IsFirst)
        {
            return TrainUnlessStopped(new Session(_options.StopAfter, _parts.Time, stop)) ? RunState.Finished : RunState.Stopped;
        }

        using RunLock held = RunLock.Take(_run, stop);
        using var request = new StopRequestWatch(_run, stop);
        var session = new Session(_options.StopAfter, _parts.Time, request.Token);
        try
        {
            _reporter.Set(status => status);
            RunState end = TrainUnlessStopped(session) ? RunState.Finished : RunState.Stopped;
            _reporter.Set(status => status with { State = end, Message = null, EtaSeconds = end == RunState.Finished ? 0 : null });
            return end;
        }
        catch (Exception failure)
        {
            RunState state = DiskSpace.IsUsedUp(failure) ? RunState.DiskFull : RunState.Failed;
            _reporter.Set(status => status with { State = state, Message = failure.Message, EtaSeconds = null });
            throw;
        }
    }

    private bool TrainUnlessStopped(Session session)
    {
        try
        {
            return Train(session);
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested || _cluster.Size > 1)
        {
            // Stopped during what can be ended at once, before the first step.
            return false;
        }
    }

    private bool Train(Session session)
    {
        int threads = _options.Threads ?? Environment.ProcessorCount;
        if (IsFirst)
        {
            PrepareFolder();
        }

        IPoseSource poses = PoseSources.Open(_file);
        _reporter.Set(status => status with { Message = $"Loading the teacher, {_file.Config.Teacher}" });
        using Teacher teacher = _parts.OpenTeacher(TeacherRequest.Of(_file, _options.Device, threads, _reporter.Say, Precision()));
        FrameSource source = SourceOf(teacher, poses);
        var request = new BackendRequest(_file.Config.Backend, _options.Device, threads);
        using ITrainingBackend widest = _parts.OpenBackend(request);
        RunRecord record = RunRecord.Of(_file, teacher.Identity, poses.Identity);
        ClusterMember[] members = ClusterMember.Of(widest.Name, (widest as SimdTrainingBackend)?.Simd, record).Meet(_cluster);
        if (IsFirst)
        {
            record = BeginOrGoOn(record);
        }

        SimdWidth? width = CommonWidth(members, record);
        using ITrainingBackend backend = width == members[_cluster.Rank].Widest ? widest : _parts.OpenBackend(request with { Simd = width });
        _reporter.Set(status => status with { Backend = backend.Name, Teacher = teacher.Name });
        if (backend.Notice is { } notice)
        {
            _reporter.Say($"warning: {notice}");
        }

        _reporter.Say($"teacher {teacher.Name}, backend {backend.Name}, poses of {poses.Name}");
        string[] hosts = [.. members.Select(member => member.Host)];
        if (_cluster.Size > 1)
        {
            _reporter.Say($"{_cluster.Size} processes on {string.Join(", ", hosts.Distinct())}");
        }

        var student = new GrowingStudent(_run, _file.CharacterImage, InitialWeights.StillBody(_file.Config.Body.Seed0), teacher.Attribution, new StudentPoserOptions { Threads = threads });
        var room = new TrainingRoom(session, record, source, backend, student, hosts);
        return TrainFace(room) && TrainBody(room);
    }

    /// <summary>What has to be true of the folder before anything is loaded, and what the user should know of it.</summary>
    private void PrepareFolder()
    {
        if (_options.Fresh && RunReplacement.MoveAside(_run, _parts.Time.GetUtcNow()) is { } kept)
        {
            _reporter.Say($"the run before is kept in {kept}");
        }

        if (RunRecord.Read(_run)?.ProblemOfArithmetic(_run) is { } unproved)
        {
            throw new BadInputException(unproved);
        }

        if (RunSpace.Problem(_run.Path, RunSpace.Needed(_file.Config, _run), RunSpace.FreeAt(_run.Path)) is { } tight)
        {
            _reporter.Say($"warning: {tight}");
        }

        if (_options.Cache is not null && _file.Config.Frames is null)
        {
            _reporter.Say("warning: --cache has no effect, because the configuration asks for a new frame in every example. Set its field frames to keep them.");
        }
    }

    /// <summary>A run that began stays with the precision of its teacher.</summary>
    private TeacherPrecision Precision()
    {
        TeacherPrecision own = _options.Precision == TeacherPrecision.Auto && IsFirst ? RunRecord.Read(_run)?.Precision ?? TeacherPrecision.Auto : _options.Precision;
        return _cluster.Size == 1 ? own : (TeacherPrecision)_cluster.Broadcast([(byte)own])[0];
    }

    /// <summary>The SIMD width of the session. Where a run began with a wider one than is there now, it continues with other rounding.</summary>
    private SimdWidth? CommonWidth(ClusterMember[] members, RunRecord record)
    {
        byte recorded = _cluster.Broadcast([(byte)(record.Simd ?? 0)])[0];
        SimdWidth? before = recorded == 0 ? null : (SimdWidth)recorded;
        SimdWidth? width = ClusterMember.CommonWidth(members, before);
        if (IsFirst && width != before)
        {
            if (before is not null)
            {
                string narrow = string.Join(", ", members.Where(member => member.Widest < before).Select(member => member.Host).Distinct());
                _reporter.Say($"warning: The run began with the SIMD width {before}, which {narrow} does not have. It continues with {width}, so its bits differ from those of an uninterrupted run.");
            }

            (record with { Simd = width }).Write(_run);
        }

        return width;
    }

    private FrameSource SourceOf(Teacher teacher, IPoseSource poses)
    {
        if (_file.Config.Frames is not { } limits)
        {
            return new FrameSource(teacher, poses, Bank: null);
        }

        string folder = _options.FramesFolder;
        var source = FrameSource.WithBank(teacher, poses, folder, _reporter.Say);
        if (RunSpace.FreeAt(folder) is { } free && free < RunSpace.Of(limits))
        {
            _reporter.Say($"warning: The frames of the teacher take up to {RunSpace.Words(RunSpace.Of(limits))} in {folder}, but only {RunSpace.Words(free)} are free there. Free some space, or choose another folder with --cache.");
        }

        return source;
    }

    private bool TrainFace(TrainingRoom room)
    {
        var plan = RunPlan.ForFace(_file.Config);
        FaceMask mask = FaceMask.Read(_file.FaceMask);
        foreach (Phrase warning in mask.Warnings)
        {
            _reporter.Say($"warning: {warning}");
        }

        TrainingState state = TrainNetwork(room, plan, begun => FaceLearner.Open(room.Backend, begun, mask.Values, _file.Config.Sparsity, plan.Seed0));
        room.Student.Face = state.Weights;
        return plan.IsDone(state);
    }

    private bool TrainBody(TrainingRoom room)
    {
        var plan = RunPlan.ForBody(_file.Config);
        TrainingState state = TrainNetwork(
            room, plan, begun => new BodyLearner(room.Backend.OpenBody(begun.Weights, begun.Optimizer, SamplingOf(room.Source.Teacher, room.Session)), plan.Seed0));
        if (IsFirst)
        {
            room.Student.Body = state.ExamplesSeen > 0 ? state.Weights : room.Student.Body;
            room.Student.Publish();
        }

        return plan.IsDone(state);
    }

    private TrainingState TrainNetwork(TrainingRoom room, RunPlan plan, Func<TrainingState, ILearner> open)
    {
        using ITrainingWatch watch = IsFirst ? _parts.OpenWatch(new WatchRequest(_run, plan, room.Source, room.Student, _reporter)) : new NoWatch();
        var states = new NetworkStates(_run, room.Record.Id, plan.Network);
        return new NetworkTraining(plan, states, room.Source, open, watch, _reporter, _cluster, room.Hosts).Train(room.Session);
    }

    private TileSampling? SamplingOf(Teacher teacher, Session session)
    {
        if (_file.Config.Sparsity is not { } probabilities)
        {
            return null;
        }

        _reporter.Set(status => status with { Message = "Finding the pixels that any pose can reach" });
        SupportMask support = _cluster.Size == 1
            ? SupportMask.LoadOrCompute(teacher, teacher.Identity, cancellation: session.Stop)
            : SupportMask.LoadOrCompute(_cluster, teacher, teacher.Identity, session.Stop);
        return new TileSampling(support, probabilities.Inside, probabilities.Outside);
    }

    /// <summary>The record of the run that is here, or that of a new one.</summary>
    private RunRecord BeginOrGoOn(RunRecord asked)
    {
        if (RunRecord.Read(_run) is { } begun)
        {
            begun.RequireSame(asked, _run);
            return begun;
        }

        RunReplacement.RequireNoForeignStates(_run);
        if (!File.Exists(_run.Config))
        {
            ConfigFile.Save(_run.Config, _file.Config);
        }

        asked.Write(_run);
        return asked;
    }

    /// <summary>Everything that both networks of a session share.</summary>
    private sealed record TrainingRoom(Session Session, RunRecord Record, FrameSource Source, ITrainingBackend Backend, GrowingStudent Student, IReadOnlyList<string> Hosts);
}
