using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>What the teacher needs in addition to this program: the libtorch plug-in and the weights. A student needs neither.</summary>
public sealed class TeacherSetup(TeacherOptions options)
{
    /// <summary>How large the five files are together, as a user reads it.</summary>
    public const string WeightsSize = "657 MB";

    private string? _named = options.Weights;

    /// <summary>The five files.</summary>
    public static ImmutableArray<string> WeightFiles { get; } = [.. TeacherNetworks.All.Select(network => network.FileName)];

    /// <summary>The folder of the five files: the one that was named at the start, else the one in the user's folder of models.</summary>
    public string WeightsFolder => _named ?? TeacherModels.OfUser.Path;

    /// <summary>Whether all five files are there.</summary>
    public bool HasWeights => WeightFiles.All(Has);

    /// <summary>Whether the plug-in was built.</summary>
    public bool HasPlugin => options.Loader is { } other ? other() is not null : TorchPlugin.IsBuilt;

    /// <summary>Whether one of the five files is there; what is in it is looked at when it is loaded.</summary>
    public bool Has(string weightFile) => File.Exists(Path.Combine(WeightsFolder, weightFile));

    /// <summary>Takes the weights in the user's folder of models from now on.</summary>
    public void UseUsersWeights() => _named = null;

    /// <summary>Loads the system.</summary>
    /// <exception cref="BadInputException">Something of it is missing, wrong, or does not load.</exception>
    public ITeacherSystem Load(IProgress<TeacherLoading> progress) =>
        (options.Loader?.Invoke() ?? TorchPlugin.Create<ITeacherLoader>()).Load(WeightsFolder, options.Device, options.Precision, progress);
}
