using Bunraku.Core.Teachers;
using Bunraku.Distillation.Schedules;

namespace Bunraku.Distillation.Configuration;

/// <summary>
/// What a distillation is asked to do, as its YAML file says. The properties down to <see cref="NumGpus"/> are those of the published
/// program, with its defaults; the others are ours, and their defaults keep the published meaning. <see cref="ConfigFields"/> has the
/// names in the file and the rules. Paths are as written.
/// </summary>
public sealed record DistillationConfig
{
    /// <summary>The folder of the run.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>The PNG of the character: 512 x 512, with transparency.</summary>
    public string CharacterImageFileName { get; init; } = string.Empty;

    /// <summary>The PNG of the face mask: white marks what moves in the face.</summary>
    public string FaceMaskImageFileName { get; init; } = string.Empty;

    /// <summary>The seeds and sizes of the training of the face network.</summary>
    public NetworkConfig Face { get; init; } = new(12771885812175595441, 14367217090963479175, 10_000, 8);

    /// <summary>The same for the body network.</summary>
    public NetworkConfig Body { get; init; } = new(2892221210020292507, 9998918537095922080, 10_000, 8);

    /// <summary>Processes that load data in the published program. Read and written, but not used.</summary>
    public int NumCpuWorkers { get; init; } = 1;

    /// <summary>Graphics cards of the published program. Here, batches are rounded down to a multiple of it.</summary>
    public int NumGpus { get; init; } = 1;

    /// <summary>The teacher: the name of a <see cref="TeacherFamily"/>, <c>rig</c>, or <c>student:</c> and the path of a character.</summary>
    public string Teacher { get; init; } = TeacherFamily.Tha4.Name;

    /// <summary>The family of large networks that is the teacher; null for another teacher.</summary>
    public TeacherFamily? Family => TeacherFamily.TryFind(Teacher);

    /// <summary>The folder of the family's five networks; null for where <c>bunraku models</c> keeps them, or the published place.</summary>
    public string? TeacherWeights { get; init; }

    /// <summary><c>auto</c>, <c>simd</c> or <c>torch</c>.</summary>
    public string Backend { get; init; } = "auto";

    /// <summary>The phases of the training of both networks.</summary>
    public TrainingSchedule Schedule { get; init; } = TrainingSchedule.Published;

    /// <summary><c>published</c> or <c>tuned</c>: the weights that an untrained network begins with.</summary>
    public string InitialWeights { get; init; } = "published";

    /// <summary><c>adam</c> or <c>soap</c>; see <see cref="Siren.Training.AdamState"/>.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>From how many frames of the teacher the networks learn; null for a new frame in every example.</summary>
    public FrameLimits? Frames { get; init; }

    /// <summary>Which parts of an example are computed; null for all.</summary>
    public TileProbabilities? Sparsity { get; init; }

    /// <summary><c>auto</c>, <c>own</c>, or the path of a pose data set.</summary>
    public string PoseSampler { get; init; } = "auto";

    /// <summary>Examples between two snapshots.</summary>
    public int SnapshotInterval { get; init; } = 10_000;

    /// <summary>Examples between two checkpoints; null for 100 000, or a tenth of a shorter training.</summary>
    public int? CheckpointInterval { get; init; }
}
