using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Takes a face apart into its eyebrows and what is behind them.</summary>
internal sealed class EyebrowDecomposer(NetworkWeights weights)
{
    private readonly EncoderDecoder _trunk = new(weights, "body.");

    /// <param name="picture">[1, 4, 128, 128].</param>
    public DecomposerOutputs Apply(Tensor picture)
    {
        Tensor features = _trunk.Decode(_trunk.Encode(picture), pose: null);
        Tensor backgroundAlpha = _trunk.Alpha(features, "background_layer_alpha");
        Tensor backgroundColor = _trunk.ColorChange(features, "background_layer_color_change");
        Tensor eyebrowAlpha = _trunk.Alpha(features, "eyebrow_layer_alpha");
        Tensor eyebrowColor = _trunk.ColorChange(features, "eyebrow_layer_color_change");

        // As trained: the alpha weighs the colour in the background and the picture in the eyebrows.
        return new DecomposerOutputs(
            EyebrowLayer: Blend(eyebrowAlpha, picture, eyebrowColor),
            eyebrowAlpha,
            eyebrowColor,
            BackgroundLayer: Blend(backgroundAlpha, backgroundColor, picture),
            backgroundAlpha,
            backgroundColor);
    }
}
