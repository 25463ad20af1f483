using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What the rotator yields, 256 x 256. The direct colours, which the system has no use for, are made of the features when asked for.</summary>
/// <param name="Warped">The picture after the warp.</param>
/// <param name="GridChange">The warp.</param>
/// <param name="Features">What the heads are computed from.</param>
internal sealed record RotatorOutputs(Tensor Warped, Tensor GridChange, Tensor Features) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Warped, GridChange, Features];
}
