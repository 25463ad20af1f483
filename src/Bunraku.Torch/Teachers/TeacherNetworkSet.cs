using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>The five networks of a family on one device.</summary>
internal sealed class TeacherNetworkSet : TorchObject
{
    private readonly IReadOnlyDictionary<string, NetworkWeights> _weights;

    /// <param name="family">The family.</param>
    /// <param name="weights">The weights of all five by the networks' names; they become this object's to dispose of.</param>
    /// <param name="placement">Where the weights are.</param>
    public TeacherNetworkSet(TeacherFamily family, IReadOnlyDictionary<string, NetworkWeights> weights, TensorPlacement placement)
    {
        _weights = weights;
        Family = family;
        Placement = placement;
        Decomposer = new EyebrowDecomposer(weights[TeacherNetworkNames.EyebrowDecomposer]);
        Combiner = new EyebrowCombiner(weights[TeacherNetworkNames.EyebrowMorphingCombiner], placement);
        Face = new FaceMorpher(weights[TeacherNetworkNames.FaceMorpher], placement);
        Body = BodyNetworks.Of(weights, placement);
        foreach (NetworkWeights network in weights.Values)
        {
            network.ConvertBlocks(placement.BlockType);
        }
    }

    public TeacherFamily Family { get; }

    public TensorPlacement Placement { get; }

    public EyebrowDecomposer Decomposer { get; }

    public EyebrowCombiner Combiner { get; }

    public FaceMorpher Face { get; }

    public BodyNetworks Body { get; }

    protected override void Free()
    {
        Combiner.Dispose();
        Face.Dispose();
        Body.Dispose();
        foreach (NetworkWeights weights in _weights.Values)
        {
            weights.Dispose();
        }
    }
}
