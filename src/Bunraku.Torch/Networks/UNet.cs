using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>
/// The attention U-Net of body morpher and upscaler: on every level one residual block down and two up, seven modules in the middle, attention at
/// the lowest level of 16 x 16.
/// </summary>
internal sealed class UNet : IDisposable
{
    /// <summary>The name of the first convolution.</summary>
    public const string First = "body.first_conv";

    private const int AttentionHeads = 8;
    private const int MiddleModules = 7;

    private readonly NetworkWeights _weights;
    private readonly int _levels;
    private readonly UNetConditioning _conditioning;

    /// <param name="weights">The network's weights.</param>
    /// <param name="baseWidth">Channels at full size.</param>
    /// <param name="levels">Sizes, each half the one above.</param>
    public UNet(NetworkWeights weights, int baseWidth, int levels)
    {
        _weights = weights;
        _levels = levels;
        _conditioning = new UNetConditioning(weights, [.. ResidualBlocks(levels)], baseWidth);
        for (int level = 0; level < levels - 1; level++)
        {
            weights.FoldDoubling($"body.up_blocks.{level}.upsample.conv0");
        }
    }

    private enum Resampling
    {
        None,
        Halve,
        Double,
    }

    /// <summary>What a rotation does to the network; it can be kept for all pictures with that rotation.</summary>
    /// <param name="rotation">[1, 6].</param>
    public NormCondition Condition(Tensor rotation) => _conditioning.Of(rotation);

    /// <summary>The first convolution, which the caller may add to.</summary>
    /// <param name="picture">[1, 4, size, size].</param>
    public Tensor Begin(Tensor picture) => _weights.Seen(First, _weights.Convolve(_weights.Join(First, picture), First));

    /// <summary>All that follows the first convolution.</summary>
    /// <param name="first">[1, base width, size, size]; it is used up.</param>
    /// <param name="condition">See <see cref="Condition"/>.</param>
    /// <returns>[1, 7, size, size].</returns>
    public Tensor Finish(Tensor first, NormCondition condition)
    {
        using var scope = NewDisposeScope();
        var skips = new Stack<Tensor>([first]);
        Tensor x = GoDown(first, skips, condition);
        for (int module = 0; module < MiddleModules; module++)
        {
            string name = $"body.middle_blocks.{module}";
            x = module % 2 == 0 ? Residual(x, name, condition) : Attention(x, $"{name}.module");
        }

        x = _weights.Seen($"body.up_blocks.{_levels - 1}", GoUp(x, skips, condition));
        x = _weights.GroupNorm(x, "body.last.0").silu_();
        return _weights.Convolve(x, "body.last.2").MoveToOuterDisposeScope();
    }

    public void Dispose() => _conditioning.Dispose();

    private static IEnumerable<string> ResidualBlocks(int levels) =>
    [
        .. Enumerable.Range(0, levels).Select(level => $"body.down_blocks.{level}.res_blocks.0"),
        .. Enumerable.Range(0, levels - 1).Select(level => $"body.down_blocks.{level}.downsample"),
        .. Enumerable.Range(0, MiddleModules).Where(module => module % 2 == 0).Select(module => $"body.middle_blocks.{module}"),
        .. Enumerable.Range(0, levels).SelectMany(block => Enumerable.Range(0, 2).Select(i => $"body.up_blocks.{block}.resnet_blocks.{i}")),
        .. Enumerable.Range(0, levels - 1).Select(block => $"body.up_blocks.{block}.upsample"),
    ];

    private Tensor GoDown(Tensor x, Stack<Tensor> skips, NormCondition condition)
    {
        for (int level = 0; level < _levels; level++)
        {
            string block = $"body.down_blocks.{level}";
            x = Residual(x, $"{block}.res_blocks.0", condition);
            if (level == _levels - 1)
            {
                x = Attention(x, $"{block}.attention_blocks.0");
                skips.Push(x);
            }
            else
            {
                skips.Push(x);
                x = Residual(x, $"{block}.downsample", condition, Resampling.Halve);
                skips.Push(x);
            }
        }

        return x;
    }

    private Tensor GoUp(Tensor x, Stack<Tensor> skips, NormCondition condition)
    {
        for (int level = 0; level < _levels; level++)
        {
            string block = $"body.up_blocks.{level}";
            for (int i = 0; i < 2; i++)
            {
                x = Then(Join(x, skips.Pop()), joined => Residual(joined, $"{block}.resnet_blocks.{i}", condition));
                if (level == 0)
                {
                    x = Then(x, below => Attention(below, $"{block}.attention_blocks.{i}"));
                }
            }

            if (level < _levels - 1)
            {
                x = Then(x, below => Residual(below, $"{block}.upsample", condition, Resampling.Double));
            }
        }

        return x;
    }

    private Tensor Residual(Tensor x, string name, NormCondition condition, Resampling resampling = Resampling.None)
    {
        using var scope = NewDisposeScope();
        Tensor h = _weights.Seen($"{name}.norm0", _weights.GroupNorm(x, $"{name}.norm0")).silu_();
        switch (resampling)
        {
            case Resampling.Halve:
                (h, x) = (Then(h, PictureOperations.Halve), PictureOperations.Halve(x));
                break;
            case Resampling.Double:
                x = PictureOperations.DoublePixels(x);
                break;
        }

        string conv0 = $"{name}.conv0";
        h = Then(h, normed => resampling == Resampling.Double ? _weights.ConvolveTransposed(normed, conv0) : _weights.Convolve(normed, conv0));
        h = Then(h, convolved => _weights.Seen($"{name}.norm1", _conditioning.Apply(convolved, name, condition)).silu_());
        h = Then(h, normed => _weights.Convolve(normed, $"{name}.conv1"));
        h.add_(_weights.Has($"{name}.skip.weight") ? _weights.Convolve(x, $"{name}.skip") : x);
        return _weights.Seen(name, h).MoveToOuterDisposeScope();
    }

    private static Tensor Join(Tensor x, Tensor skip)
    {
        Tensor joined = cat([x, skip], dim: 1);
        x.Dispose();
        skip.Dispose();
        return joined;
    }

    /// <summary>Lets go of a tensor as soon as the next is made of it; a scope would hold all of them, up to a gigabyte, until its end.</summary>
    private static Tensor Then(Tensor x, Func<Tensor, Tensor> next)
    {
        Tensor result = next(x);
        x.Dispose();
        return result;
    }

    private Tensor Attention(Tensor x, string name)
    {
        using var scope = NewDisposeScope();
        (long channels, long size) = (x.shape[1], x.shape[2]);
        Tensor joined = _weights.Seen($"{name}.qkv", _weights.Convolve(_weights.GroupNorm(x, $"{name}.norm"), $"{name}.qkv"));

        // [1, positions, 3, heads, channels of a head], then each of the three as [1, heads, positions, channels of a head].
        Tensor split = joined.permute(0, 2, 3, 1).reshape(1, size * size, 3, AttentionHeads, channels / AttentionHeads);
        Tensor query = split.select(2, 0).transpose(1, 2);
        Tensor key = split.select(2, 1).transpose(1, 2);
        Tensor value = split.select(2, 2).transpose(1, 2);
        Tensor attended = _weights.Attend(query, key, value);
        Tensor back = attended.transpose(1, 2).reshape(1, size, size, channels).permute(0, 3, 1, 2);
        _weights.Seen($"{name}.conv_in", back);
        return _weights.Seen(name, _weights.Convolve(back, $"{name}.conv").add_(x)).MoveToOuterDisposeScope();
    }
}
