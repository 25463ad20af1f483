using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using Bunraku.Torch.Teachers;
using TorchSharp;

namespace Bunraku.Torch.Tests;

/// <summary>The five networks of a family with weights by recipe H, made once for all tests and never written to a disk.</summary>
internal static class SyntheticTeacher
{
    private static readonly Lazy<Dictionary<TeacherNetwork, StateDict>> Tha4Weights =
        new(() => TeacherFamily.Tha4.Networks.ToDictionary(network => network, SyntheticWeights.Of));

    private static readonly Lazy<TeacherNetworkSet> SinglePrecision = new(() => Create(torch.ScalarType.Float32));

    /// <summary>The weights of a network of any family; THA4's are kept.</summary>
    public static StateDict Weights(TeacherNetwork network) => TeacherFamily.Tha4.Networks.Contains(network) ? Tha4Weights.Value[network] : SyntheticWeights.Of(network);

    /// <summary>THA4 in float32 on the CPU.</summary>
    public static TeacherNetworkSet Networks => SinglePrecision.Value;

    /// <summary>THA4 on the CPU; the caller's to dispose of.</summary>
    public static TeacherNetworkSet Create(torch.ScalarType type, Action<TeacherNetwork, string, torch.Tensor>? observer = null) => Create(TeacherFamily.Tha4, type, observer);

    /// <summary>On the CPU; the caller's to dispose of.</summary>
    public static TeacherNetworkSet Create(TeacherFamily family, torch.ScalarType type, Action<TeacherNetwork, string, torch.Tensor>? observer = null)
    {
        LibTorch.Load();
        return Create(family, new TensorPlacement(torch.CPU, type), observer);
    }

    /// <summary>The caller's to dispose of.</summary>
    public static TeacherNetworkSet Create(
        TeacherFamily family, TensorPlacement placement, Action<TeacherNetwork, string, torch.Tensor>? observer = null, IConvolutions? convolutions = null)
    {
        LibTorch.Load();
        return TorchThread.Run(() => new TeacherNetworkSet(
            family,
            family.Networks.ToDictionary(
                network => network.Name,
                network => new NetworkWeights(
                    Weights(network),
                    placement,
                    observer is null ? null : (module, tensor) => observer(network, module, tensor),
                    convolutions: convolutions)),
            placement));
    }
}
