using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;

namespace Bunraku.Conv;

/// <summary>What computes a family of teachers here: this library where it can, else libtorch.</summary>
public static class TeacherEngines
{
    /// <summary>Whether a family needs libtorch.</summary>
    /// <param name="family">The family.</param>
    /// <param name="device">auto, cpu, cuda or mps. For auto, a CUDA card that libtorch can use is preferred to the processor.</param>
    /// <param name="precision">The numbers to compute with; this library computes in float32.</param>
    public static bool NeedsLibTorch(TeacherFamily family, string device, TeacherPrecision precision = TeacherPrecision.Full) =>
        family.Name != SeparableTeacherLoader.Family.Name || precision == TeacherPrecision.Reduced || (device == "auto" ? TorchDevices.HasCuda : device != "cpu");

    /// <summary>What loads a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="device">auto, cpu, cuda or mps.</param>
    /// <param name="precision">The numbers to compute with.</param>
    /// <param name="threads">Threads to compute with where it is not libtorch; all processors if not given.</param>
    /// <exception cref="BadInputException">It needs libtorch, which is not there or cannot be loaded.</exception>
    public static ITeacherLoader For(TeacherFamily family, string device, TeacherPrecision precision = TeacherPrecision.Full, int? threads = null) =>
        NeedsLibTorch(family, device, precision)
            ? TorchPlugin.Create<ITeacherLoader>()
            : new SeparableTeacherLoader(new SeparablePoserOptions { Threads = threads ?? Environment.ProcessorCount });
}
