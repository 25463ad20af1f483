using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>Loads the complete system; what the plug-in offers under <see cref="ITeacherLoader"/>.</summary>
public sealed class TeacherLoader : ITeacherLoader
{
    /// <inheritdoc/>
    public ITeacherSystem Load(string weightsFolder, string device, IProgress<TeacherLoading>? progress = null)
    {
        LibTorch.Load();
        Placement placement = Placement.Of(device);
        var loaded = new Dictionary<string, NetworkWeights>(StringComparer.Ordinal);
        try
        {
            TeacherWeights.Load(weightsFolder, Take, progress);
            var system = new TeacherSystem(TorchThread.Run(() => new TeacherNetworkSet(loaded, placement)));
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
