using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What the eyebrow combiner yields, all 128 x 128. The two outputs that the system has no use for are made of the features when asked for.</summary>
internal sealed record CombinerOutputs(
    Tensor Picture,
    Tensor Morphed,
    Tensor Alpha,
    Tensor ColorChange,
    Tensor Warped,
    Tensor GridChange,
    Tensor Features) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Picture, Morphed, Alpha, ColorChange, Warped, GridChange, Features];
}
