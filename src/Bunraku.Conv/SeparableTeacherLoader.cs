using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;

namespace Bunraku.Conv;

/// <summary>Loads THA3's variant <c>separable</c> as a teacher that needs no libtorch.</summary>
/// <param name="options">How to use the machine.</param>
public sealed class SeparableTeacherLoader(SeparablePoserOptions? options = null) : ITeacherLoader
{
    /// <summary>The one family that this engine computes.</summary>
    public static TeacherFamily Family => TeacherFamily.Tha3Separable;

    /// <summary>Takes weights that are in memory already.</summary>
    /// <param name="weights">The weights; they must stay as they are while the system is in use.</param>
    public ITeacherSystem Load(SeparableWeights weights) => new SeparableTeacherSystem(weights, options);

    /// <inheritdoc/>
    /// <exception cref="BadInputException">A file is missing or wrong, or another family, another device than the processor, or reduced precision is asked for.</exception>
    public ITeacherSystem Load(TeacherFamily family, string weightsFolder, string device, TeacherPrecision precision = TeacherPrecision.Full, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
    {
        if (family.Name != Family.Name)
        {
            throw new BadInputException($"Without libtorch, only {Family.Name} can be computed, not {family.Name}. Choose that family, or install libtorch: bunraku models fetch libtorch");
        }

        if (device is not ("auto" or "cpu") || precision == TeacherPrecision.Reduced)
        {
            throw new BadInputException($"Without libtorch, {Family.Name} is computed on the processor in float32. Use the device auto or cpu, and no reduced precision.");
        }

        var networks = new Dictionary<string, StateDict>(StringComparer.Ordinal);
        TeacherWeights.Load(family, weightsFolder, (network, tensors) => networks.Add(network.Name, tensors), progress, hash);
        return Load(new SeparableWeights(networks));
    }
}
