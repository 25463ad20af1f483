using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>
/// The blocks of which the convolutional networks consist: a convolution, an instance norm, an activation. In a separable block the convolution is two: every channel
/// alone, then 1x1 pixels. The keys of the weights tell which form a block has.
/// </summary>
/// <param name="weights">The network's weights.</param>
/// <param name="prefix">What the keys begin with.</param>
internal sealed class ConvolutionBlocks(NetworkWeights weights, string prefix)
{
    /// <summary>Whether a block is separable.</summary>
    public bool IsSeparable(string block) => weights.Has($"{prefix}{block}.2.weight");

    /// <summary>Puts channels after each other for a block.</summary>
    /// <param name="block">The block's key.</param>
    /// <param name="parts">[1, channels, size, size] each.</param>
    public Tensor Join(string block, params Tensor[] parts) => weights.Join($"{prefix}{block}.0", parts);

    /// <summary>A pose as planes for <see cref="Join"/>.</summary>
    /// <param name="pose">[1, count].</param>
    /// <param name="size">Of the picture that they join.</param>
    public static Tensor Planes(Tensor pose, long size) => pose.view(1, pose.shape[1], 1, 1).expand(1, pose.shape[1], size, size);

    /// <summary>A block that keeps the size, or halves it with stride 2.</summary>
    public Tensor Convolve(Tensor x, string block, Func<Tensor, Tensor> activate, long stride = 1) =>
        Finish(block, activate, key => weights.Convolve(x, key, stride));

    /// <summary>A block with a transposed convolution, which doubles the size.</summary>
    public Tensor ConvolveTransposed(Tensor x, string block, Func<Tensor, Tensor> activate) =>
        Finish(block, activate, key => weights.ConvolveTransposed(x, key));

    /// <summary>A block whose convolution the caller computes.</summary>
    /// <param name="block">The block's key.</param>
    /// <param name="activate">Follows the norm.</param>
    /// <param name="convolve">Computes the first convolution, whose key it is given.</param>
    public Tensor Finish(string block, Func<Tensor, Tensor> activate, Func<string, Tensor> convolve)
    {
        using var scope = NewDisposeScope();
        string key = prefix + block;
        bool isSeparable = IsSeparable(block);
        Tensor x = convolve($"{key}.0");
        x = isSeparable ? Then(x, alone => weights.Convolve(alone, $"{key}.1")) : x;
        x = Then(x, convolved => weights.InstanceNorm(convolved, $"{key}.{(isSeparable ? 2 : 1)}"));
        return weights.Seen(key, activate(x)).MoveToOuterDisposeScope();
    }

    /// <summary>A residual block: two convolutions whose result is added to the input.</summary>
    public Tensor Residual(Tensor x, string block, Func<Tensor, Tensor> activate)
    {
        using var scope = NewDisposeScope();
        string path = $"{prefix}{block}.resnet_path";
        Tensor h = ConvolveInPath(x, $"{path}.0");
        h = Then(h, convolved => weights.InstanceNorm(convolved, $"{path}.1"));
        h = ConvolveInPath(activate(h), $"{path}.3");
        h = Then(h, convolved => weights.InstanceNorm(convolved, $"{path}.4"));
        return weights.Seen($"{prefix}{block}", h.add_(x)).MoveToOuterDisposeScope();
    }

    /// <summary>Lets go of a tensor as soon as the next is made of it; the caller's scope would hold all of them until its end.</summary>
    public static Tensor Then(Tensor x, Func<Tensor, Tensor> next)
    {
        Tensor result = next(x);
        x.Dispose();
        return result;
    }

    private Tensor ConvolveInPath(Tensor x, string key) => weights.Has($"{key}.0.weight")
        ? Then(weights.Convolve(x, $"{key}.0"), y => weights.Convolve(y, $"{key}.1"))
        : weights.Convolve(x, key);
}
