using Bunraku.Core.Errors;
using Bunraku.Siren.Training;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Training;

/// <summary>Opens libtorch as a training backend; what the plug-in offers under <see cref="ITrainingBackendLoader"/>.</summary>
public sealed class TorchTrainingBackendLoader : ITrainingBackendLoader
{
    /// <inheritdoc/>
    public ITrainingBackend Open(string device, int? threads = null)
    {
        if (threads is < 1 or > 1024)
        {
            throw new BadInputException($"The number of threads must be 1 to 1024, but is {threads}.");
        }

        LibTorch.Load();
        TensorPlacement placement = TensorPlacement.Of(device);
        if (threads is { } count)
        {
            TorchThread.Run(() => torch.set_num_threads(count));
        }

        return new TorchTrainingBackend(placement, ArithmeticProof.Require(placement, ProofSubject.Training));
    }
}
