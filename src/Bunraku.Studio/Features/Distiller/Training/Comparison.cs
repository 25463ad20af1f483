using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Training;
using Bunraku.Live.Stages;
using Bunraku.Siren;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>
/// Teacher and newest student on two stages, moving together on a <see cref="PoseTour"/>: the teacher sets the pace, and the student follows every pose
/// that he has drawn. Next to a training that runs, both move slowly, and a teacher that would take its processor and memory is left out.
/// </summary>
internal sealed class Comparison : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(33);
    private static readonly TimeSpan GentleBeat = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan GentleStep = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);

    private readonly OpenStages _stages;
    private readonly DistillerProject _project;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _tour;
    private readonly bool _isGentle;
    private DateTime _studentTime;
    private Pose _asked = Pose.Rest;
    private volatile Pose? _drawn;

    private Comparison(OpenStages stages, DistillerProject project, Teacher? teacher, LiveStage? teacherStage, LiveStage studentStage, bool isGentle)
    {
        (_stages, _project, _isGentle) = (stages, project, isGentle);
        Name = teacher?.Name;
        (TeacherStage, StudentStage) = (teacherStage, studentStage);
        CharacterModel student = ReadStudent();
        StudentStage.Show(new Actor(student, new StudentPoser(student)));
        if (teacher is not null)
        {
            TeacherStage!.Show(new Actor(student, new EchoPoser(teacher, Follow)));
        }

        _tour = TravelAsync(_gone.Token);
    }

    /// <summary>Raised, on any thread, with the reason when the two move no more.</summary>
    public event Action<Phrase>? Failed;

    /// <summary>The teacher's name; null where he is left out.</summary>
    public string? Name { get; }

    /// <summary>Null where the teacher is left out.</summary>
    public LiveStage? TeacherStage { get; }

    public LiveStage StudentStage { get; }

    /// <summary>Opens both; it takes as long as loading the teacher does.</summary>
    /// <param name="stages">Where the stages are.</param>
    /// <param name="project">The project.</param>
    /// <param name="file">Its configuration.</param>
    /// <param name="isGentle">Whether a training runs next to it, which nobody asked to wait.</param>
    /// <exception cref="BadInputException">There is no teacher or no student yet.</exception>
    public static Comparison Open(OpenStages stages, DistillerProject project, ConfigFile file, bool isGentle = false)
    {
        bool isLeftOut = isGentle && file.Config.Family is not null;
        Teacher? teacher = isLeftOut ? null : RunTeacher.Open(file, Environment.ProcessorCount, _ => { });
        LiveStage? teacherStage = null;
        LiveStage? studentStage = null;
        try
        {
            teacherStage = isLeftOut ? null : stages.Open();
            studentStage = stages.Open();
            return new Comparison(stages, project, teacher, teacherStage, studentStage, isGentle);
        }
        catch
        {
            Close(stages, teacherStage, studentStage);
            teacher?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _tour;
        await Task.Run(() => Close(_stages, TeacherStage, StudentStage)); // Each waits for the picture that is being drawn.
        _gone.Dispose();
    }

    private static void Close(OpenStages stages, params LiveStage?[] opened)
    {
        foreach (LiveStage stage in opened.OfType<LiveStage>())
        {
            stages.Close(stage);
        }
    }

    private void Follow(Pose pose)
    {
        _drawn = pose;
        StudentStage.Pose = pose;
    }

    private async Task TravelAsync(CancellationToken gone)
    {
        TimeSpan since = TimeSpan.Zero; // A slow teacher takes the same small steps, only more slowly.
        TimeSpan step = _isGentle ? GentleStep : Beat;
        using var timer = new PeriodicTimer(_isGentle ? GentleBeat : Beat);
        try
        {
            for (int beat = 0; await timer.WaitForNextTickAsync(gone); beat++)
            {
                if (ReferenceEquals(_drawn, _asked) || _drawn is null)
                {
                    since += step;
                    _asked = PoseTour.At(since.TotalSeconds);
                    (TeacherStage ?? StudentStage).Pose = _asked;
                }

                if ((beat + 1) % (int)(RenewEvery / timer.Period) == 0)
                {
                    await Task.Run(RenewStudent, gone);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The user has seen enough.
        }
        catch (Exception e)
        {
            Failed?.Invoke(Phrase.Of($"Teacher and student stand still: {(e is BadInputException bad ? bad.Phrase : Phrase.Verbatim(e.Message))}"));
        }
    }

    /// <summary>Takes the student of a newer checkpoint.</summary>
    private void RenewStudent()
    {
        try
        {
            if (File.GetLastWriteTimeUtc(YamlPath) != _studentTime)
            {
                CharacterModel student = ReadStudent();
                StudentStage.Show(new Actor(student, new StudentPoser(student)));
            }
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
            // It is being replaced at this moment.
        }
    }

    private string YamlPath => Path.Combine(_project.Run.CharacterModel, CharacterModel.YamlName);

    private CharacterModel ReadStudent()
    {
        _studentTime = File.GetLastWriteTimeUtc(YamlPath);
        return CharacterModel.Load(_project.Run.CharacterModel);
    }
}
