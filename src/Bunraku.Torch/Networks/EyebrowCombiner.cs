using Bunraku.Torch.Devices;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Moves the eyebrows and puts them back on the face.</summary>
internal sealed class EyebrowCombiner(NetworkWeights weights, TensorPlacement placement) : IDisposable
{
    private const int Size = 128;

    private readonly EncoderDecoder _trunk = new(weights);
    private readonly Tensor _pixelCenters = PixelCenters(Size, placement);

    /// <summary>The part that does not depend on the pose.</summary>
    /// <param name="background">[1, 4, 128, 128].</param>
    /// <param name="eyebrows">[1, 4, 128, 128].</param>
    public Tensor Encode(Tensor background, Tensor eyebrows) => _trunk.Encode(background, eyebrows);

    /// <param name="encoded">What <see cref="Encode"/> gave.</param>
    /// <param name="background">[1, 4, 128, 128].</param>
    /// <param name="eyebrows">[1, 4, 128, 128].</param>
    /// <param name="pose">[1, 12]: the eyebrows' parameters.</param>
    public CombinerOutputs Apply(Tensor encoded, Tensor background, Tensor eyebrows, Tensor pose)
    {
        Tensor features = _trunk.Decode(encoded, pose);
        Tensor gridChange = weights.GridChange(features, "morphed_eyebrow_layer_grid_change");
        Tensor alpha = weights.Alpha(features, "morphed_eyebrow_layer_alpha");
        Tensor colorChange = weights.Colors(features, "morphed_eyebrow_layer_color_change");
        Tensor warped = Warp(gridChange, eyebrows, _pixelCenters);
        Tensor morphed = Blend(alpha, colorChange, warped);
        Tensor picture = BlendColors((Channels(morphed, 3, 1) + 1) / 2, morphed, background);
        return new CombinerOutputs(picture, morphed, alpha, colorChange, warped, gridChange, features);
    }

    /// <summary>The weight of the eyebrows that the network was trained with in addition to their own alpha, [1, 1, 128, 128]; no picture of the system is made with it.</summary>
    public Tensor CombineAlpha(CombinerOutputs outputs) => weights.Alpha(outputs.Features, "combine_alpha");

    public void Dispose() => _pixelCenters.Dispose();
}
