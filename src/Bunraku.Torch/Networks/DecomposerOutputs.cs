using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What the eyebrow decomposer yields, all 128 x 128.</summary>
internal sealed record DecomposerOutputs(
    Tensor EyebrowLayer,
    Tensor EyebrowAlpha,
    Tensor EyebrowColorChange,
    Tensor BackgroundLayer,
    Tensor BackgroundAlpha,
    Tensor BackgroundColorChange) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors =>
        [EyebrowLayer, EyebrowAlpha, EyebrowColorChange, BackgroundLayer, BackgroundAlpha, BackgroundColorChange];
}
