using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>The convolutions that every network is computed with. Tests replace them by wrong ones.</summary>
internal interface IConvolutions
{
    /// <summary>
    /// The number of input channels of every convolution is a multiple of this. Weights and pictures with fewer channels get zeros.
    /// </summary>
    int InputMultiple { get; }

    /// <summary>A convolution that keeps the size, or halves it with stride 2.</summary>
    /// <param name="x">[1, inputs, size, size].</param>
    /// <param name="weight">[outputs, inputs, kernel, kernel], or [channels, 1, kernel, kernel] for every channel alone.</param>
    /// <param name="bias">[outputs], or null.</param>
    /// <param name="stride">1 or 2.</param>
    Tensor Convolve(Tensor x, Tensor weight, Tensor? bias, long stride = 1);

    /// <summary>A transposed convolution that doubles the size.</summary>
    /// <param name="x">[1, inputs, size, size].</param>
    /// <param name="weight">[inputs, outputs, 4, 4].</param>
    /// <param name="bias">[outputs], or null.</param>
    Tensor ConvolveTransposed(Tensor x, Tensor weight, Tensor? bias);
}
