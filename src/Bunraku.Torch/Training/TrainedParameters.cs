using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;
using CoreTensor = Bunraku.Core.Checkpoints.Tensor;
using Tensor = TorchSharp.torch.Tensor;

namespace Bunraku.Torch.Training;

/// <summary>
/// The parameters of a network in training with Adam's state. Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", with the
/// original project's constants.
/// </summary>
internal sealed class TrainedParameters : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly ImmutableArray<TensorSpec> _specs;
    private readonly OrderedDictionary<string, Tensor> _weights;
    private readonly OrderedDictionary<string, Tensor> _first;
    private readonly OrderedDictionary<string, Tensor> _second;
    private long _steps;

    /// <exception cref="ArgumentException">A tensor is missing or has another shape.</exception>
    public TrainedParameters(ImmutableArray<TensorSpec> specs, StateDict weights, AdamState optimizer, TensorPlacement placement)
    {
        _specs = specs;
        _steps = optimizer.Steps;
        _weights = Load(weights, placement);
        _first = Load(optimizer.First, placement);
        _second = Load(optimizer.Second, placement);
        foreach (Tensor weight in _weights.Values)
        {
            weight.requires_grad_(true);
        }
    }

    /// <summary>A parameter by its published key.</summary>
    public Tensor this[string key] => _weights[key];

    /// <summary>A layer of the network on every pixel of [1, inputs, size, size].</summary>
    public Tensor Apply(Tensor x, LayerSpec layer) =>
        SirenLayers.Apply(x, this[$"{layer.KeyPrefix}.weight"], this[$"{layer.KeyPrefix}.bias"], layer.IsSine);

    /// <summary>The length of all parameters together.</summary>
    public int Count => _specs.Sum(spec => spec.Count);

    /// <summary>The gradients as one row, [<see cref="Count"/>]; the caller's to dispose.</summary>
    public Tensor FlattenGradients()
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. _weights.Values.Select(weight => weight.grad!.flatten())]).MoveToOuterDisposeScope();
    }

    /// <summary>Sets the gradients from one row.</summary>
    public void SetGradients(Tensor row)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        long offset = 0;
        foreach (Tensor weight in _weights.Values)
        {
            weight.grad ??= zeros_like(weight).DetachFromDisposeScope();
            weight.grad.copy_(row.narrow(0, offset, weight.numel()).reshape(weight.shape));
            offset += weight.numel();
        }
    }

    /// <summary>One step of Adam with the gradients that are set.</summary>
    public void Step(double learningRate)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        _steps++;
        double size = learningRate / (1 - Math.Pow(FirstDecay, _steps));
        double spread = Math.Sqrt(1 - Math.Pow(SecondDecay, _steps));
        foreach ((string key, Tensor weight) in _weights)
        {
            Tensor gradient = weight.grad!;
            _first[key].mul_(FirstDecay).add_(gradient, 1 - FirstDecay);
            _second[key].mul_(SecondDecay).addcmul_(gradient, gradient, 1 - SecondDecay);
            Tensor divisor = _second[key].sqrt().div_(spread).add_(Epsilon);
            weight.addcdiv_(_first[key], divisor, -size);
        }
    }

    /// <summary>Forgets the gradients of the example before.</summary>
    public void ClearGradients()
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (Tensor weight in _weights.Values)
        {
            weight.grad?.zero_();
        }
    }

    public StateDict CopyWeights() => Copy(_weights, tensor => tensor);

    public AdamState CopyOptimizer() => new(_steps, Copy(_first, tensor => tensor), Copy(_second, tensor => tensor));

    public StateDict CopyGradients() => Copy(_weights, tensor => tensor.grad ?? zeros_like(tensor));

    public void Dispose()
    {
        foreach (Tensor tensor in _weights.Values.Concat(_first.Values).Concat(_second.Values))
        {
            tensor.Dispose();
        }
    }

    private OrderedDictionary<string, Tensor> Load(StateDict source, TensorPlacement placement) => new(
        _specs.Select(spec => source.TryGet(spec.Key, out CoreTensor? tensor) && tensor.Shape.AsSpan().SequenceEqual(spec.Shape.AsSpan())
            ? KeyValuePair.Create(spec.Key, TensorTransfer.ToTensor(tensor.Values, [.. spec.Shape.Select(size => (long)size)], placement))
            : throw new ArgumentException($"The network needs {ForeignText.Quote(spec.Key)} of shape [{string.Join(", ", spec.Shape)}].", nameof(source))),
        StringComparer.Ordinal);

    private StateDict Copy(OrderedDictionary<string, Tensor> tensors, Func<Tensor, Tensor> select)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        return new StateDict(_specs.Select(spec =>
        {
            float[] values = new float[spec.Count];
            TensorTransfer.CopyTo(select(tensors[spec.Key]), values);
            return KeyValuePair.Create(spec.Key, new CoreTensor([.. spec.Shape], values));
        }));
    }
}
