using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// The parameters of one network in training with their gradients and Adam's moments: arrays of one layout, each tensor beginning
/// at a whole cache line, so that vectors may run over its end.
/// </summary>
internal sealed unsafe class TrainedNetwork
{
    private const int LineFloats = 16;
    private readonly ImmutableArray<LayerSpec> _layers;
    private readonly int[] _weightOffsets;
    private readonly int[] _biasOffsets;
    private readonly EngineMemory _memory;
    private readonly nint[] _sums = new nint[SumTree.MaximumPending];
    private int _sumCount;

    /// <exception cref="ArgumentException">Weights or moments are not those of the network.</exception>
    public TrainedNetwork(ImmutableArray<LayerSpec> layers, StateDict weights, AdamState optimizer, EngineMemory memory)
    {
        _layers = layers;
        _memory = memory;
        _weightOffsets = new int[layers.Length];
        _biasOffsets = new int[layers.Length];
        int floats = 0;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            _weightOffsets[layer] = floats;
            _biasOffsets[layer] = floats + WholeLines(layers[layer].Outputs * layers[layer].Inputs);
            floats = _biasOffsets[layer] + WholeLines(layers[layer].Outputs);
        }

        Values = memory.Take(floats);
        Floats = floats;
        RequireSums(1);
        FirstMoment = memory.Take(floats);
        SecondMoment = memory.Take(floats);
        Read(weights, Values, nameof(weights));
        Read(optimizer.First, FirstMoment, nameof(optimizer));
        Read(optimizer.Second, SecondMoment, nameof(optimizer));
        Steps = optimizer.Steps;
    }

    public float* Values { get; }

    /// <summary>The length of each array.</summary>
    public int Floats { get; }

    /// <summary>Of the latest step: the lowest of the sums, which is that of the whole batch in the end.</summary>
    public float* Gradient => Sum(0);

    public float* FirstMoment { get; }

    public float* SecondMoment { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Where the weights of a layer begin: row-major [outputs, inputs].</summary>
    public int WeightOffset(int layer) => _weightOffsets[layer];

    /// <summary>Where the biases of a layer begin; its weights, its biases and the zeros between and behind them are one piece.</summary>
    public int BiasOffset(int layer) => _biasOffsets[layer];

    /// <summary>Floats from the layer's first weight to the whole line that ends its biases.</summary>
    public int LayerFloats(int layer) => _biasOffsets[layer] - _weightOffsets[layer] + WholeLines(_layers[layer].Outputs);

    /// <summary>A gradient that waits for others to be added.</summary>
    /// <param name="place">Its place in <see cref="SumTree"/>.</param>
    public float* Sum(int place) => (float*)_sums[place];

    /// <summary>Makes sure that there is room for so many gradients.</summary>
    public void RequireSums(int count)
    {
        while (_sumCount < count)
        {
            _sums[_sumCount++] = (nint)_memory.Take(Floats);
        }
    }

    /// <summary>A copy of one of the arrays under the published keys.</summary>
    public StateDict Copy(float* array)
    {
        var entries = new List<KeyValuePair<string, Tensor>>();
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            LayerSpec spec = _layers[layer];
            float[] matrix = new Span<float>(array + _weightOffsets[layer], spec.Outputs * spec.Inputs).ToArray();
            float[] bias = new Span<float>(array + _biasOffsets[layer], spec.Outputs).ToArray();
            entries.Add(new(spec.KeyPrefix + ".weight", new Tensor([spec.Outputs, spec.Inputs, 1, 1], matrix)));
            entries.Add(new(spec.KeyPrefix + ".bias", new Tensor([spec.Outputs], bias)));
        }

        return new StateDict(entries);
    }

    private void Read(StateDict tensors, float* array, string parameter)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            LayerSpec spec = _layers[layer];
            Read(tensors, spec.KeyPrefix + ".weight", array + _weightOffsets[layer], spec.Outputs * spec.Inputs, parameter);
            Read(tensors, spec.KeyPrefix + ".bias", array + _biasOffsets[layer], spec.Outputs, parameter);
        }
    }

    private static void Read(StateDict tensors, string key, float* target, int count, string parameter)
    {
        if (!tensors.TryGet(key, out Tensor? tensor) || tensor.Values.Length != count)
        {
            throw new ArgumentException($"There must be a tensor {key} of {count} values.", parameter);
        }

        tensor.Values.CopyTo(new Span<float>(target, count));
    }

    private static int WholeLines(int floats) => (floats + LineFloats - 1) / LineFloats * LineFloats;
}
