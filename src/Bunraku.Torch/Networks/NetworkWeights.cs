using Bunraku.Core.Checkpoints;
using Bunraku.Torch.Devices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace Bunraku.Torch.Networks;

/// <summary>
/// The weights of one network by their published keys, and the layers that are made of them. Pictures are [1, channels, rows, columns].
/// </summary>
internal sealed class NetworkWeights : IDisposable
{
    private const int NormGroups = 32;
    private const double NormEpsilon = 1e-5;

    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly Action<string, Tensor>? _observer;
    private readonly ProductLog _log;

    /// <param name="weights">The weights, which are copied.</param>
    /// <param name="placement">Where they are to live.</param>
    /// <param name="observer">Is shown the tensors inside the network as they are made, by the name of the module that makes them; for tests.</param>
    /// <param name="log">Can write down the products that the network computes.</param>
    public NetworkWeights(StateDict weights, Placement placement, Action<string, Tensor>? observer = null, ProductLog? log = null)
    {
        _observer = observer;
        _log = log ?? new ProductLog();
        using IDisposable noGradient = no_grad();
        foreach ((string key, Core.Checkpoints.Tensor tensor) in weights.Entries)
        {
            _tensors.Add(key, TensorTransfer.ToTensor(tensor.Values, [.. tensor.Shape.Select(size => (long)size)], placement).DetachFromDisposeScope());
        }
    }

    public Tensor this[string key] => _tensors[key];

    public bool Has(string key) => _tensors.ContainsKey(key);

    /// <summary>A convolution that keeps the size, or halves it with stride 2.</summary>
    public Tensor Convolve(Tensor x, string name, long stride = 1)
    {
        (Tensor weight, Tensor? bias) = (this[$"{name}.weight"], BiasOf(name));
        long padding = (weight.shape[2] - 1) / 2;
        return _log.Run(operands => functional.conv2d(operands[0], weight, bias, strides: [stride, stride], padding: [padding, padding]), x);
    }

    /// <summary>A transposed convolution that doubles the size.</summary>
    public Tensor ConvolveTransposed(Tensor x, string name)
    {
        (Tensor weight, Tensor? bias) = (this[$"{name}.weight"], BiasOf(name));
        return _log.Run(operands => functional.conv_transpose2d(operands[0], weight, bias, strides: [2, 2], padding: [1, 1]), x);
    }

    /// <summary>
    /// Changes a 3x3 convolution that only ever sees pictures doubled pixel by pixel into the transposed 4x4 convolution that does both in four ninths of
    /// the work: four of its weights in a row meet the same two pixels, w2, w1 + w2, w0 + w1, w0, and likewise in a column.
    /// </summary>
    public void FoldDoubling(string name)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor weight = this[$"{name}.weight"];
        Tensor folded = weight.flip(2, 3);
        folded = functional.pad(folded, [0L, 1L, 0L, 0L]) + functional.pad(folded, [1L, 0L, 0L, 0L]);
        folded = functional.pad(folded, [0L, 0L, 0L, 1L]) + functional.pad(folded, [0L, 0L, 1L, 0L]);
        _tensors[$"{name}.weight"] = folded.transpose(0, 1).contiguous().DetachFromDisposeScope();
        weight.Dispose();
    }

    public Tensor Linear(Tensor x, string name) => functional.linear(x, this[$"{name}.weight"], BiasOf(name));

    /// <summary>Scaled dot-product attention of [1, heads, positions, channels of a head].</summary>
    public Tensor Attend(Tensor query, Tensor key, Tensor value) =>
        _log.Run(operands => functional.scaled_dot_product_attention(operands[0], operands[1], operands[2]), query, key, value);

    /// <summary>A norm of every channel on its own.</summary>
    public Tensor InstanceNorm(Tensor x, string name) =>
        functional.group_norm(x, x.shape[1], this[$"{name}.weight"], this[$"{name}.bias"], NormEpsilon);

    /// <summary>A norm of 32 groups of channels.</summary>
    public Tensor GroupNorm(Tensor x, string name) => GroupNorm(x, this[$"{name}.weight"], this[$"{name}.bias"]);

    /// <summary>The same with another scale and shift of the channels than the network's own.</summary>
    public static Tensor GroupNorm(Tensor x, Tensor scale, Tensor shift) => functional.group_norm(x, NormGroups, scale, shift, NormEpsilon);

    /// <summary>Shows a module's result to the observer, and passes it on.</summary>
    public Tensor Seen(string module, Tensor result)
    {
        _observer?.Invoke(module, result);
        return result;
    }

    /// <summary>
    /// To be called when all networks are loaded: the arrays that they were read into are as large as the networks, and their pages would otherwise stay with the
    /// process: 470 MB, as measured.
    /// </summary>
    public static void CollectCopies() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private Tensor? BiasOf(string name) => _tensors.GetValueOrDefault($"{name}.bias");
}
