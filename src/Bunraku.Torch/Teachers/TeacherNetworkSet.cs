using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>The five networks on one device.</summary>
internal sealed class TeacherNetworkSet : TorchObject
{
    private readonly IReadOnlyDictionary<string, NetworkWeights> _weights;

    /// <param name="weights">The weights of all five by the networks' names; they become this object's to dispose of.</param>
    /// <param name="placement">Where the weights are.</param>
    public TeacherNetworkSet(IReadOnlyDictionary<string, NetworkWeights> weights, TensorPlacement placement)
    {
        _weights = weights;
        Placement = placement;
        Decomposer = new EyebrowDecomposer(weights[TeacherNetworks.EyebrowDecomposer.Name]);
        Combiner = new EyebrowCombiner(weights[TeacherNetworks.EyebrowMorphingCombiner.Name], placement);
        Face = new FaceMorpher(weights[TeacherNetworks.FaceMorpher.Name], placement);
        Body = new BodyMorpher(weights[TeacherNetworks.BodyMorpher.Name], placement);
        Upscaler = new Upscaler(weights[TeacherNetworks.Upscaler.Name], placement);
        foreach (NetworkWeights network in weights.Values)
        {
            network.ConvertBlocks(placement.BlockType);
        }
    }

    public TensorPlacement Placement { get; }

    public EyebrowDecomposer Decomposer { get; }

    public EyebrowCombiner Combiner { get; }

    public FaceMorpher Face { get; }

    public BodyMorpher Body { get; }

    public Upscaler Upscaler { get; }

    protected override void Free()
    {
        Combiner.Dispose();
        Face.Dispose();
        Body.Dispose();
        Upscaler.Dispose();
        foreach (NetworkWeights weights in _weights.Values)
        {
            weights.Dispose();
        }
    }
}
