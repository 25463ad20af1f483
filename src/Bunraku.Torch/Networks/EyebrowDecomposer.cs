using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Takes a face apart into its eyebrows and what is behind them.</summary>
internal sealed class EyebrowDecomposer(NetworkWeights weights)
{
    private readonly EncoderDecoder _trunk = new(weights);

    /// <param name="picture">[1, 4, 128, 128].</param>
    public DecomposerOutputs Apply(Tensor picture)
    {
        Tensor features = _trunk.Decode(_trunk.Encode(picture), pose: null);
        Tensor backgroundAlpha = weights.Alpha(features, "background_layer_alpha");
        Tensor backgroundColor = weights.Colors(features, "background_layer_color_change");
        Tensor eyebrowAlpha = weights.Alpha(features, "eyebrow_layer_alpha");
        Tensor eyebrowColor = weights.Colors(features, "eyebrow_layer_color_change");

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
