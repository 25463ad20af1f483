using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>Loads the teacher; what the plug-in offers under <see cref="ITeacherLoader"/>.</summary>
public sealed class TeacherLoader : ITeacherLoader
{
    /// <inheritdoc/>
    public ITeacherSystem Load(string weightsFolder, string device, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
    {
        LibTorch.Load();
        TensorPlacement placement = TensorPlacement.Of(device);
        string? notice = ArithmeticProof.Require(placement, ProofSubject.Teacher);
        var loaded = new Dictionary<string, NetworkWeights>(StringComparer.Ordinal);
        try
        {
            TeacherWeights.Load(weightsFolder, Take, progress, hash);
            var system = new TeacherSystem(TorchThread.Run(() => new TeacherNetworkSet(loaded, placement)), notice);
            NetworkWeights.CollectCopies();
            return system;
        }
        catch
        {
            TorchThread.Run(() =>
            {
                foreach (NetworkWeights weights in loaded.Values)
                {
                    weights.Dispose();
                }
            });
            throw;
        }

        void Take(TeacherNetwork network, StateDict weights) => loaded.Add(network.Name, TorchThread.Run(() => new NetworkWeights(weights, placement)));
    }
}
