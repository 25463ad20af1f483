using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>The last convolutions of a network, on its features at full size.</summary>
internal static class Heads
{
    /// <summary>A head that yields weights in 0..1.</summary>
    public static Tensor Alpha(this NetworkWeights weights, Tensor features, string head) => weights.Convolve(features, $"{head}.0").sigmoid_();

    /// <summary>A head that yields colours in -1..1.</summary>
    public static Tensor Colors(this NetworkWeights weights, Tensor features, string head) => weights.Convolve(features, $"{head}.0").tanh_();

    /// <summary>A head that yields offsets of pixels.</summary>
    public static Tensor GridChange(this NetworkWeights weights, Tensor features, string head) => weights.Convolve(features, head);
}
