using Bunraku.Core.Clusters;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Training;

/// <summary>What a session is told in addition to the configuration.</summary>
/// <param name="ConfigPath">The configuration.</param>
public sealed record DistillerOptions(string ConfigPath)
{
    /// <summary>Replaces the fields of the configuration that a preset sets; null for none.</summary>
    public TrainingPreset? Preset { get; init; }

    /// <summary>Replaces the configuration's <c>teacher</c>.</summary>
    public string? Teacher { get; init; }

    /// <summary>Replaces the configuration's <c>backend</c>.</summary>
    public string? Backend { get; init; }

    /// <summary>Where libtorch computes: auto, cpu, cuda or mps.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The numbers that a teacher of five networks is computed with. A run that began stays with its own, where this is <see cref="TeacherPrecision.Auto"/>.</summary>
    public TeacherPrecision Precision { get; init; } = TeacherPrecision.Auto;

    /// <summary>When to end; null for when all is trained.</summary>
    public StopAfter? StopAfter { get; init; }

    /// <summary>Start over, and keep the existing run.</summary>
    public bool Fresh { get; init; }

    /// <summary>Threads to compute with; null for all of the machine.</summary>
    public int? Threads { get; init; }

    /// <summary>The processes that train together; a single one unless another is given. The caller's to dispose.</summary>
    public ICollective Cluster { get; init; } = new SingleProcess();

    /// <summary>The folder for the teacher's frames; null for one in the user's cache folder. Used where the configuration limits the frames.</summary>
    public string? Cache { get; init; }

    /// <summary><see cref="Cache"/>, or the folder in the user's cache folder.</summary>
    internal string FramesFolder => Cache ?? Path.Combine(UserFolders.Cache, "frames");

    /// <summary>The fields of the configuration that are replaced, with their new text.</summary>
    internal Dictionary<string, string> Replaced()
    {
        var replaced = new Dictionary<string, string>(Preset?.Texts ?? new Dictionary<string, string>());
        if (Teacher is not null)
        {
            replaced["teacher"] = Teacher;
        }

        if (Backend is not null)
        {
            replaced["backend"] = Backend;
        }

        return replaced;
    }
}
