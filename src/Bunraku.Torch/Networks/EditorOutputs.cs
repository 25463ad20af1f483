using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What the editor yields, 512 x 512.</summary>
/// <param name="Picture">The posed picture.</param>
/// <param name="Alpha">The weight of the colours, for each of the four channels.</param>
/// <param name="Colors">Colours of what the warp cannot show.</param>
/// <param name="Warped">The picture after the warp.</param>
/// <param name="GridChange">The warp.</param>
internal sealed record EditorOutputs(Tensor Picture, Tensor Alpha, Tensor Colors, Tensor Warped, Tensor GridChange) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Picture, Alpha, Colors, Warped, GridChange];
}
