using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Core.Poses;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Training.Simd.Soap;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// What both networks have in common: the phases of a step, and the copies. An example has the phases of the derived class for loss and gradient, then one in which
/// each layer collects its gradient and adds it to those before, in the order of <see cref="SumTree"/>. An update has two: each layer takes its step, and is packed
/// again. Every public call holds a lease of the memory.
/// </summary>
internal abstract unsafe class StudentTrainer<TLanes, TVector> : IStudentTrainer, ITileWork
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly ImmutableArray<LayerSpec> _layers;
    private readonly TrainedInput?[] _inputs;
    private readonly TrainedMatrix?[] _matrices;
    private readonly SoapLayer<TLanes, TVector>[]? _soap;
    private readonly int _threads;
    private readonly SumTree _tree = new();
    private Pose _pose = Pose.Rest;
    private int _place;
    private int _additions;
    private bool _isUpdating;
    private double _learningRate;

    /// <param name="layers">The network.</param>
    /// <param name="weights">Copied.</param>
    /// <param name="optimizer">Copied.</param>
    /// <param name="floats">The memory that all parts together take.</param>
    /// <param name="threads">Threads, the calling one included.</param>
    protected StudentTrainer(ImmutableArray<LayerSpec> layers, StateDict weights, AdamState optimizer, int floats, int threads)
    {
        _layers = layers;
        _inputs = new TrainedInput?[layers.Length];
        _matrices = new TrainedMatrix?[layers.Length];
        if (optimizer.Preconditioners is not null)
        {
            floats += layers.Sum(layer => SoapLayer<TLanes, TVector>.Floats(layer.Outputs, layer.Inputs));
        }

        Memory = new EngineMemory(floats);
        Network = new TrainedNetwork(layers, weights, optimizer, Memory);
        if (optimizer.Preconditioners is { } preconditioners)
        {
            _soap = [.. layers.Select((layer, i) => new SoapLayer<TLanes, TVector>(Network, i, layer.Outputs, layer.Inputs, SoapState.Find(preconditioners, layer), Memory))];
        }

        _threads = threads;
    }

    public int Phases => _isUpdating ? 2 : ExamplePhases + 1;

    public int GradientFloats => Network.Floats;

    protected EngineMemory Memory { get; }

    protected TrainedNetwork Network { get; }

    /// <summary>Phases that compute loss and gradient.</summary>
    protected abstract int ExamplePhases { get; }

    /// <summary>Bands that the example under way is cut into: at most <see cref="Bands.Count"/>.</summary>
    protected abstract int ExampleBands { get; }

    public void CopySums(Span<float> target)
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        for (int node = 0; node < _tree.Count; node++)
        {
            new Span<float>(Network.Sum(node), GradientFloats).CopyTo(target[(node * GradientFloats)..]);
        }
    }

    public void SetGradient(ReadOnlySpan<float> gradient)
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        gradient[..GradientFloats].CopyTo(new Span<float>(Network.Gradient, GradientFloats));
    }

    public void Apply(double learningRate)
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        _learningRate = learningRate;
        Network.Steps++;
        _isUpdating = true;
        TilePool.Shared.Run(this, _threads);
        _isUpdating = false;
    }

    public StateDict CopyWeights()
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        return Network.Copy(Network.Values);
    }

    public AdamState CopyOptimizer()
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        return new(Network.Steps, Network.Copy(Network.FirstMoment), Network.Copy(Network.SecondMoment), CopyPreconditioners());
    }

    public StateDict CopyGradients()
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        return Network.Copy(Network.Gradient);
    }

    public int TilesIn(int phase) => _isUpdating || phase == ExamplePhases ? _layers.Length : ExampleBands;

    public void RunTile(int phase, int tile, int worker)
    {
        if (_isUpdating && phase == 0)
        {
            UpdateLayer(tile);
        }
        else if (_isUpdating)
        {
            PackLayer(tile);
        }
        else if (phase < ExamplePhases)
        {
            RunBand(phase, tile, worker);
        }
        else
        {
            CollectLayer(tile);
        }
    }

    /// <summary>Frees the memory, once a call that is under way in another thread has ended.</summary>
    public void Dispose() => Memory.Dispose();

    /// <summary>Computes one band of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="turn">Which band, in the order of the derived class's choice.</param>
    /// <param name="worker">The number of the calling thread.</param>
    protected abstract void RunBand(int phase, int turn, int worker);

    /// <summary>Cuts a level out of consecutive layers.</summary>
    /// <param name="first">The number of its first sine layer.</param>
    /// <param name="count">Its sine layers.</param>
    /// <param name="size">Its width and height in pixels.</param>
    protected TrainedLevel CreateLevel(int first, int count, int size)
    {
        LayerSpec product = _layers[first + count];
        int features = first == 0 ? 0 : _layers[first - 1].Outputs;
        _inputs[first] = new TrainedInput(Network, first, _layers[first], features, size, Memory);
        for (int layer = first + 1; layer <= first + count; layer++)
        {
            _matrices[layer] = new TrainedMatrix(Network, layer, _layers[layer], _layers[layer - 1].Outputs, Memory);
        }

        return new TrainedLevel(_inputs[first]!, [.. _matrices[(first + 1)..(first + count)].Select(matrix => matrix!)], _matrices[first + count]!);
    }

    /// <summary>Packs all layers; to be called once all levels are made.</summary>
    protected void Pack()
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            PackLayer(layer);
        }
    }

    /// <summary>Begins with the examples of a part.</summary>
    /// <exception cref="ArgumentException">It has another number of examples.</exception>
    protected void Begin(BatchPart part, int examples)
    {
        part.Require(examples);
        _tree.Begin(part.BatchSize);
    }

    /// <summary>Computes the gradient of one example, and adds it to those before it as far as the tree allows.</summary>
    /// <param name="place">The place of the example in the batch.</param>
    /// <param name="pose">Its pose.</param>
    protected void RunExample(int place, Pose pose)
    {
        _pose = pose;
        foreach (TrainedInput? input in _inputs)
        {
            input?.Bind(pose.Values);
        }

        _place = _tree.Count;
        Network.RequireSums(_place + 1);
        _additions = _tree.Push(place, place + 1);
        TilePool.Shared.Run(this, _threads);
    }

    private void CollectLayer(int layer)
    {
        float* gradient = Network.Sum(_place);
        _matrices[layer]?.CollectGradient<TLanes, TVector>(gradient, ExampleBands);
        _inputs[layer]?.CollectGradient<TLanes, TVector>(gradient, ExampleBands, _pose.Values);
        (int offset, int floats) = (Network.WeightOffset(layer), Network.LayerFloats(layer));
        for (int upper = _place; upper > _place - _additions; upper--)
        {
            BandSums<TLanes, TVector>.Add(Network.Sum(upper - 1) + offset, Network.Sum(upper) + offset, floats);
        }
    }

    private void UpdateLayer(int layer)
    {
        int offset = Network.WeightOffset(layer), floats = Network.LayerFloats(layer);
        if (_soap is not null)
        {
            // A bias has no matrix to find a basis for.
            _soap[layer].Update(Network.Steps, _learningRate);
            floats -= Network.BiasOffset(layer) - offset;
            offset = Network.BiasOffset(layer);
        }

        Adam<TLanes, TVector>.Update(Network, offset, floats, Network.Steps, _learningRate);
    }

    private StateDict? CopyPreconditioners() =>
        _soap is null ? null : new StateDict(_layers.Zip(_soap).SelectMany(layer => layer.Second.Copy().TensorsOf(layer.First)));

    private void PackLayer(int layer)
    {
        _matrices[layer]?.Pack();
        _inputs[layer]?.Pack();
    }
}
