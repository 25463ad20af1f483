using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// Lists the weights of blocks in the published order. A block is a convolution without bias and an instance norm. In its separable form the convolution is two:
/// one of every channel alone, [channels, 1, k, k], and one of 1x1 pixels, [out, in, 1, 1].
/// </summary>
/// <param name="prefix">What every key begins with.</param>
/// <param name="isSeparable">Whether the blocks have the separable form.</param>
internal sealed class BlockTensors(string prefix, bool isSeparable)
{
    private readonly List<TensorSpec> _tensors = [];

    /// <summary>What was added.</summary>
    public IReadOnlyList<TensorSpec> All => _tensors;

    /// <summary>Adds a convolution and its norm.</summary>
    /// <param name="key">The block.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">The convolution's width and height.</param>
    public void Add(string key, int inputs, int outputs, int kernel) =>
        AddNormed(key, outputs, isSeparable ? [[inputs, 1, kernel, kernel], [outputs, inputs, 1, 1]] : [[outputs, inputs, kernel, kernel]]);

    /// <summary>Adds a transposed convolution of 4x4 pixels, whose weight is [in, out, 4, 4], and its norm.</summary>
    public void AddTransposed(string key, int inputs, int outputs) =>
        AddNormed(key, outputs, isSeparable ? [[inputs, 1, 4, 4], [outputs, inputs, 1, 1]] : [[inputs, outputs, 4, 4]]);

    /// <summary>Adds a residual block: two convolutions of 3x3 pixels with a norm each.</summary>
    public void AddResidual(string key, int width)
    {
        foreach ((int convolution, int norm) in (ReadOnlySpan<(int, int)>)[(0, 1), (3, 4)])
        {
            string path = $"{key}.resnet_path";
            if (isSeparable)
            {
                AddWeight($"{path}.{convolution}.0", [width, 1, 3, 3]);
                AddWeight($"{path}.{convolution}.1", [width, width, 1, 1]);
            }
            else
            {
                AddWeight($"{path}.{convolution}", [width, width, 3, 3]);
            }

            AddNorm($"{path}.{norm}", width);
        }
    }

    /// <summary>A head: a convolution of 3x3 pixels with a bias, never separable.</summary>
    public static IEnumerable<TensorSpec> Head(string head, int inputs, int channels) =>
        [new TensorSpec($"{head}.0.weight", channels, inputs, 3, 3), new TensorSpec($"{head}.0.bias", channels)];

    /// <summary>A head that yields a grid change: two channels, no bias.</summary>
    public static IEnumerable<TensorSpec> GridHead(string head, int inputs) => [new TensorSpec($"{head}.weight", 2, inputs, 3, 3)];

    private void AddNormed(string key, int outputs, ReadOnlySpan<int[]> weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            AddWeight($"{key}.{i}", weights[i]);
        }

        AddNorm($"{key}.{weights.Length}", outputs);
    }

    private void AddWeight(string key, ReadOnlySpan<int> shape) => _tensors.Add(new TensorSpec($"{prefix}{key}.weight", shape));

    private void AddNorm(string key, int width)
    {
        _tensors.Add(new TensorSpec($"{prefix}{key}.weight", width));
        _tensors.Add(new TensorSpec($"{prefix}{key}.bias", width));
    }
}
