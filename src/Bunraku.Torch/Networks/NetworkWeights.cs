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
    private const int Phases = 4;

    /// <summary>What the names of convolutions in blocks have in them: those between the first and the last, which take nearly all of the time.</summary>
    private static readonly string[] BlockNames = ["blocks.", "first_conv", "coarse_image_conv"];

    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly Action<string, Tensor>? _observer;
    private readonly ProductLog _log;
    private readonly IConvolutions _convolutions;

    /// <param name="weights">The weights, which are copied.</param>
    /// <param name="placement">Where they are to live.</param>
    /// <param name="observer">Is shown the tensors inside the network as they are made, by the name of the module that makes them; for tests.</param>
    /// <param name="log">Can write down the products that the network computes.</param>
    /// <param name="convolutions">Computes the convolutions; those of libtorch if not given.</param>
    public NetworkWeights(
        StateDict weights, TensorPlacement placement, Action<string, Tensor>? observer = null, ProductLog? log = null, IConvolutions? convolutions = null)
    {
        _observer = observer;
        _log = log ?? new ProductLog();
        _convolutions = convolutions ?? TorchConvolutions.Of(placement);
        using IDisposable noGradient = no_grad();
        foreach ((string key, Core.Checkpoints.Tensor tensor) in weights.Entries)
        {
            using var scope = NewDisposeScope();
            Tensor loaded = TensorTransfer.ToTensor(tensor.Values, [.. tensor.Shape.Select(size => (long)size)], placement);
            _tensors.Add(key, FillInputs(loaded).DetachFromDisposeScope());
        }
    }

    public Tensor this[string key] => _tensors[key];

    /// <summary>Whether the convolution with this key is in a block, and so of <see cref="TensorPlacement.BlockType"/>.</summary>
    public static bool IsInBlock(string key) => BlockNames.Any(key.Contains);

    public bool Has(string key) => _tensors.ContainsKey(key);

    /// <summary>A convolution that keeps the size, or halves it with stride 2.</summary>
    public Tensor Convolve(Tensor x, string name, long stride = 1)
    {
        (Tensor weight, Tensor? bias) = (this[$"{name}.weight"], BiasOf(name));
        return RunInTypeOf(weight, operands => _convolutions.Convolve(operands[0], weight, bias, stride), x);
    }

    /// <summary>A transposed convolution that doubles the size.</summary>
    public Tensor ConvolveTransposed(Tensor x, string name)
    {
        if (Has(PhaseOf(name, 0) + ".weight"))
        {
            using var scope = NewDisposeScope();
            Tensor phases = stack([.. Enumerable.Range(0, Phases).Select(phase => Convolve(x, PhaseOf(name, phase)))], dim: 2);
            return functional.pixel_shuffle(phases.flatten(1, 2), 2).MoveToOuterDisposeScope();
        }

        (Tensor weight, Tensor? bias) = (this[$"{name}.weight"], BiasOf(name));
        return RunInTypeOf(weight, operands => _convolutions.ConvolveTransposed(operands[0], weight, bias), x);
    }

    /// <summary>Puts channels after each other, and zeros after them until there are as many as a convolution takes.</summary>
    /// <param name="convolution">The name of the convolution.</param>
    /// <param name="parts">[1, channels, size, size] each.</param>
    public Tensor Join(string convolution, params Tensor[] parts)
    {
        Tensor first = parts[0];
        Tensor weight = this[$"{convolution}.weight"];
        long missing = weight.shape[IsOfChannelsAlone(weight) ? 0 : 1] - parts.Sum(part => part.shape[1]);
        return missing == 0
            ? parts.Length == 1 ? first : cat(parts, dim: 1)
            : cat([.. parts, zeros([1, missing, first.shape[2], first.shape[3]], first.dtype, first.device)], dim: 1);
    }

    /// <summary>
    /// Changes a 3x3 convolution that only ever sees pictures doubled pixel by pixel into the transposed 4x4 convolution that does both in four
    /// ninths of the work. Four of its weights in a row meet the same two pixels: w2, w1 + w2, w0 + w1, w0. Columns are alike.
    /// </summary>
    public void FoldDoubling(string name)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor weight = this[$"{name}.weight"];
        _tensors[$"{name}.weight"] = Folded(weight).DetachFromDisposeScope();
        weight.Dispose();
    }

    /// <summary>
    /// Splits a 3x3 convolution whose first inputs are a picture doubled pixel by pixel: the part of those inputs is folded as <see cref="FoldDoubling"/> says, under the
    /// name with <c>.doubled</c>; the rest keeps the name. The results of both are to be added.
    /// </summary>
    /// <param name="name">The convolution.</param>
    /// <param name="doubled">How many of its inputs are doubled.</param>
    public void SplitDoubling(string name, long doubled)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor weight = this[$"{name}.weight"];
        _tensors[$"{name}.doubled.weight"] = Folded(weight.narrow(1, 0, doubled)).DetachFromDisposeScope();
        _tensors[$"{name}.weight"] = weight.narrow(1, doubled, weight.shape[1] - doubled).contiguous().DetachFromDisposeScope();
        weight.Dispose();
    }

    /// <summary>
    /// Changes a transposed 4x4 convolution of every channel alone into four 3x3 convolutions, one for each position in a block of 2x2 pixels of the result: libtorch computes
    /// the former a channel at a time. Of four weights in a row, the even results take w3, w1 and none; the odd ones none, w2 and w0. Columns are alike.
    /// </summary>
    public void SplitTransposed(string name)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor weight = this[$"{name}.weight"];
        for (int phase = 0; phase < Phases; phase++)
        {
            _tensors[PhaseOf(name, phase) + ".weight"] = Taken(Taken(weight, 2, phase / 2), 3, phase % 2).contiguous().DetachFromDisposeScope();
        }

        Remove($"{name}.weight");

        static Tensor Taken(Tensor weight, long dimension, int phase)
        {
            Tensor first = weight.narrow(dimension, phase == 0 ? 3 : 2, 1), second = weight.narrow(dimension, phase == 0 ? 1 : 0, 1), none = zeros_like(first);
            return cat(phase == 0 ? [first, second, none] : [none, first, second], dim: dimension);
        }
    }

    private static string PhaseOf(string name, int phase) => $"{name}.phase{phase}";

    private static Tensor Folded(Tensor weight)
    {
        Tensor folded = weight.flip(2, 3);
        folded = functional.pad(folded, [0L, 1L, 0L, 0L]) + functional.pad(folded, [1L, 0L, 0L, 0L]);
        folded = functional.pad(folded, [0L, 0L, 0L, 1L]) + functional.pad(folded, [0L, 0L, 1L, 0L]);
        return folded.transpose(0, 1).contiguous();
    }

    /// <summary>
    /// Makes one convolution of two whose results are added: it takes the channels of both, one after the other. That is less work than two where both are filled up
    /// with zeros.
    /// </summary>
    /// <param name="name">The name of the convolution that is made.</param>
    /// <param name="summands">Both, each with its input channels.</param>
    /// <returns>Whether it was made; it is not where nothing is filled up.</returns>
    public bool TryMergeSum(string name, params (string Name, long Inputs)[] summands)
    {
        if (_convolutions.InputMultiple == 1)
        {
            return false;
        }

        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor weight = cat([.. summands.Select(summand => this[$"{summand.Name}.weight"].narrow(1, 0, summand.Inputs))], dim: 1);
        Tensor bias = this[$"{summands[0].Name}.bias"] + this[$"{summands[1].Name}.bias"];
        _tensors[$"{name}.weight"] = FillInputs(weight).DetachFromDisposeScope();
        _tensors[$"{name}.bias"] = bias.DetachFromDisposeScope();
        foreach ((string summand, _) in summands)
        {
            Remove($"{summand}.weight");
            Remove($"{summand}.bias");
        }

        return true;
    }

    /// <summary>Changes the convolutions of the blocks to another type; to be called when all are folded and merged, so that no sum of weights is rounded twice.</summary>
    public void ConvertBlocks(ScalarType type)
    {
        const string Weight = ".weight";
        using IDisposable noGradient = no_grad();
        foreach (string name in _tensors.Where(tensor => tensor.Value.Dimensions == 4 && IsInBlock(tensor.Key)).Select(tensor => tensor.Key[..^Weight.Length]).ToArray())
        {
            Convert(name + Weight, type);
            Convert($"{name}.bias", type);
        }
    }

    public Tensor Linear(Tensor x, string name) => functional.linear(x, this[$"{name}.weight"], BiasOf(name));

    /// <summary>Scaled dot-product attention of [1, heads, positions, channels of a head].</summary>
    public Tensor Attend(Tensor query, Tensor key, Tensor value) =>
        _log.Run(operands => functional.scaled_dot_product_attention(operands[0], operands[1], operands[2]), query, key, value);

    /// <summary>A norm of every channel on its own.</summary>
    public Tensor InstanceNorm(Tensor x, string name) =>
        Norm(x, x.shape[1], this[$"{name}.weight"], this[$"{name}.bias"]);

    /// <summary>A norm of 32 groups of channels.</summary>
    public Tensor GroupNorm(Tensor x, string name) => GroupNorm(x, this[$"{name}.weight"], this[$"{name}.bias"]);

    /// <summary>The same with another scale and shift of the channels than the network's own.</summary>
    public static Tensor GroupNorm(Tensor x, Tensor scale, Tensor shift) => Norm(x, NormGroups, scale, shift);

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

    /// <summary>
    /// Adds zeros for input channels to the weight of a convolution, [outputs, inputs, kernel, kernel] or [channels, 1, kernel, kernel]. Transposed convolutions have
    /// their outputs in that place; all of their widths are multiples of 64.
    /// </summary>
    private Tensor FillInputs(Tensor tensor)
    {
        if (tensor.Dimensions != 4)
        {
            return tensor;
        }

        bool isOfChannelsAlone = IsOfChannelsAlone(tensor);
        int multiple = _convolutions.InputMultiple;
        long inputs = tensor.shape[isOfChannelsAlone ? 0 : 1];
        long zeros = (multiple - (inputs % multiple)) % multiple;
        return zeros == 0 ? tensor : functional.pad(tensor, isOfChannelsAlone ? [0L, 0L, 0L, 0L, 0L, 0L, 0L, zeros] : [0L, 0L, 0L, 0L, 0L, zeros]);
    }

    /// <summary>Whether the weight is of a convolution of every channel alone: [channels, 1, kernel, kernel].</summary>
    private static bool IsOfChannelsAlone(Tensor weight) => weight.shape[1] == 1;

    /// <summary>libtorch sums up in float32 whatever the type of the picture. On processors scales may stay in float32, too; elsewhere they must be of the picture's type.</summary>
    private static Tensor Norm(Tensor x, long groups, Tensor scale, Tensor shift)
    {
        bool isPossible = x.dtype == scale.dtype || x.device_type == TorchSharp.DeviceType.CPU;
        return functional.group_norm(x, groups, isPossible ? scale : scale.to(x.dtype), isPossible ? shift : shift.to(x.dtype), NormEpsilon);
    }

    private Tensor RunInTypeOf(Tensor weight, Func<Tensor[], Tensor> compute, Tensor x)
    {
        using Tensor? converted = x.dtype == weight.dtype ? null : x.to(weight.dtype);
        return _log.Run(compute, converted ?? x);
    }

    private void Convert(string key, ScalarType type)
    {
        if (_tensors.TryGetValue(key, out Tensor? tensor) && tensor.dtype != type)
        {
            using var scope = NewDisposeScope();
            _tensors[key] = tensor.to(type).DetachFromDisposeScope();
            tensor.Dispose();
        }
    }

    private void Remove(string key)
    {
        _tensors.Remove(key, out Tensor? tensor);
        tensor?.Dispose();
    }

    private Tensor? BiasOf(string name) => _tensors.GetValueOrDefault($"{name}.bias");
}
