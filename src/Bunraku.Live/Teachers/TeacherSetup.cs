using Bunraku.Conv;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>What the teacher needs in addition to this program: the weights and, for most families, the libtorch plug-in. A student needs neither.</summary>
public sealed class TeacherSetup(TeacherOptions options)
{
    private volatile TeacherFamily _family = options.Family;
    private string? _named = options.Weights;

    /// <summary>The family that poses and that the rest of this is about.</summary>
    public TeacherFamily Family => _family;

    /// <summary>Whether all five files are there.</summary>
    public bool HasWeights => HasWeightsOf(Family);

    /// <summary>Whether the plug-in was built.</summary>
    public bool HasPlugin => options.Loader is { } other ? other() is not null : TorchPlugin.IsBuilt;

    /// <summary>Whether a family needs the plug-in at all.</summary>
    public bool NeedsPlugin(TeacherFamily family) => TeacherEngines.NeedsLibTorch(family, options.Device, options.Precision);

    /// <summary>Whether a family needs the plug-in, and it was not built.</summary>
    public bool LacksPlugin(TeacherFamily family) => NeedsPlugin(family) && !HasPlugin;

    /// <summary>How large the five files of a family are together, as a user reads it.</summary>
    public static string SizeOf(TeacherFamily family) => $"{family.WeightBytes / 1_000_000} MB";

    /// <summary>Whether all five files of a family are there.</summary>
    public bool HasWeightsOf(TeacherFamily family) => family.Networks.All(network => File.Exists(Path.Combine(FolderOf(family), network.FileName)));

    /// <summary>Takes another family from now on, for all pages. The folder that was named at the start stays that of the family it was named for.</summary>
    public void Use(TeacherFamily family) => _family = family;

    /// <summary>Takes the weights in the user's folder of models from now on.</summary>
    public void UseUsersWeights() => _named = null;

    /// <summary>Loads the family.</summary>
    /// <exception cref="BadInputException">Something of it is missing, wrong, or does not load.</exception>
    public ITeacherSystem Load(TeacherFamily family, IProgress<TeacherLoading> progress) =>
        (options.Loader?.Invoke() ?? TeacherEngines.For(family, options.Device, options.Precision)).Load(family, FolderOf(family), options.Device, options.Precision, progress);

    /// <summary>The folder of a family's five files: the one that was named at the start, for the family it was named for, else the one in the user's folder of models.</summary>
    public string FolderOf(TeacherFamily family) => family == options.Family && _named is { } named ? named : TeacherModels.OfUser(family).Path;
}
