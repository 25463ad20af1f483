using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What body morpher and upscaler yield: 256 x 256 and 512 x 512.</summary>
/// <param name="Merged">The posed picture.</param>
/// <param name="Alpha">The weight of the direct colours.</param>
/// <param name="Warped">The picture after the warp.</param>
/// <param name="GridChange">The warp.</param>
/// <param name="Direct">Colours of what the warp cannot show; not limited to -1..1.</param>
internal sealed record BodyOutputs(Tensor Merged, Tensor Alpha, Tensor Warped, Tensor GridChange, Tensor Direct) : StageOutputs
{
    public override IReadOnlyList<Tensor> Tensors => [Merged, Alpha, Warped, GridChange, Direct];

    /// <param name="result">[1, 7, size, size]: what a U-Net ends with.</param>
    /// <param name="picture">[1, 4, size, size]: what is warped.</param>
    /// <param name="pixelCenters">See <see cref="PixelCenters"/>.</param>
    public static BodyOutputs Of(Tensor result, Tensor picture, Tensor pixelCenters)
    {
        Tensor direct = Channels(result, 0, 4);
        Tensor gridChange = Channels(result, 4, 2);
        Tensor alpha = Channels(result, 6, 1).sigmoid();
        Tensor warped = Warp(gridChange, picture, pixelCenters);
        return new BodyOutputs(Blend(alpha, direct, warped), alpha, warped, gridChange, direct);
    }
}
