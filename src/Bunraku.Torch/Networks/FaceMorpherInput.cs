using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>The face with its eyebrows posed, [1, 4, 192, 192], and what the face morpher's way down makes of it.</summary>
internal sealed record FaceMorpherInput(Tensor Picture, Tensor Encoded) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Picture, Encoded];
}
