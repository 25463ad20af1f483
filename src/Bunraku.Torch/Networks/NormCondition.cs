using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>
/// The scales and shifts of the second norms of all residual blocks of a U-Net, one block after another, with the time and the pose's rotation in
/// them.
/// </summary>
/// <param name="Scale">[channels of all blocks].</param>
/// <param name="Shift">[channels of all blocks].</param>
internal sealed record NormCondition(Tensor Scale, Tensor Shift) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Scale, Shift];
}
