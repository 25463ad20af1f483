using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>A stage that makes one tensor.</summary>
internal sealed record SingleOutput(Tensor Value) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Value];
}
