using Bunraku.Core.Errors;

namespace Bunraku.Siren.Training;

/// <summary>What the libtorch plug-in offers for training.</summary>
public interface ITrainingBackendLoader
{
    /// <summary>Opens libtorch as a training backend.</summary>
    /// <param name="device">auto, cpu, cuda or mps.</param>
    /// <param name="threads">Threads of the whole process's libtorch on the CPU; all of the machine's cores if not given.</param>
    /// <exception cref="BadInputException">libtorch cannot be loaded or computes wrong results on this processor, or the device is not there.</exception>
    ITrainingBackend Open(string device, int? threads = null);
}
