using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>Where the teacher comes from and where it computes.</summary>
public sealed record TeacherOptions
{
    /// <summary>The family that is taken first.</summary>
    public TeacherFamily Family { get; init; } = TeacherFamily.Tha4;

    /// <summary>The folder of the five files of weights, if not the user's folder of models.</summary>
    public string? Weights { get; init; }

    /// <summary>Where it computes: auto, cpu, cuda or mps.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The numbers that it is computed with.</summary>
    public TeacherPrecision Precision { get; init; } = TeacherPrecision.Auto;

    /// <summary>Loads the teacher in place of the usual engines; a null result stands for a plug-in that is not built.</summary>
    public Func<ITeacherLoader?>? Loader { get; init; }

    /// <summary>Where NuGet keeps what it downloads, if not the user's folder.</summary>
    public string? NuGetCache { get; init; }

    /// <summary>The launcher that builds the plug-in, if not the one that started this program.</summary>
    public string? Launcher { get; init; }
}
