using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using Bunraku.Torch.Teachers;
using TorchSharp;

namespace Bunraku.Torch.Tests;

/// <summary>The five networks with weights by recipe H, made once for all tests and never written to a disk.</summary>
internal static class SyntheticTeacher
{
    private static readonly Lazy<Dictionary<string, StateDict>> AllWeights =
        new(() => TeacherNetworks.All.ToDictionary(network => network.Name, SyntheticWeights.Of));

    private static readonly Lazy<TeacherNetworkSet> SinglePrecision = new(() => Create(torch.ScalarType.Float32));

    public static StateDict Weights(TeacherNetwork network) => AllWeights.Value[network.Name];

    /// <summary>In float32 on the CPU.</summary>
    public static TeacherNetworkSet Networks => SinglePrecision.Value;

    /// <summary>On the CPU; the caller's to dispose of.</summary>
    public static TeacherNetworkSet Create(torch.ScalarType type, Action<TeacherNetwork, string, torch.Tensor>? observer = null)
    {
        LibTorch.Load();
        return Create(new TensorPlacement(torch.CPU, type), observer);
    }

    /// <summary>The caller's to dispose of.</summary>
    public static TeacherNetworkSet Create(TensorPlacement placement, Action<TeacherNetwork, string, torch.Tensor>? observer = null)
    {
        LibTorch.Load();
        return TorchThread.Run(() =>
        {
            return new TeacherNetworkSet(
                TeacherNetworks.All.ToDictionary(
                    network => network.Name,
                    network => new NetworkWeights(
                        Weights(network),
                        placement,
                        observer is null ? null : (module, tensor) => observer(network, module, tensor))),
                placement);
        });
    }
}
