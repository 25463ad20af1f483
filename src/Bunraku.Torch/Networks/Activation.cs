using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>What follows the norm of a block. Both overwrite their input.</summary>
internal static class Activation
{
    private const double Slope = 0.1;

    /// <summary>0 below 0.</summary>
    public static Tensor Relu(Tensor x) => x.relu_();

    /// <summary>A tenth below 0.</summary>
    public static Tensor LeakyRelu(Tensor x) => x.leaky_relu_(Slope);
}
