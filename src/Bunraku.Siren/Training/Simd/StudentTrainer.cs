using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Training.Simd.Soap;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// What both networks have in common: the phases of a step, and the copies. The phases are those of the derived class for loss and gradient, then one
/// in which each layer adds up its gradient, takes its step and is packed again. Every public call holds a lease of the memory.
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

    public int Phases => ExamplePhases + 1;

    protected EngineMemory Memory { get; }

    protected TrainedNetwork Network { get; }

    /// <summary>The poses of the batch under way.</summary>
    protected Batch Batch { get; } = new();

    /// <summary>Phases that compute loss and gradient.</summary>
    protected abstract int ExamplePhases { get; }

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

    public int TilesIn(int phase) => phase < ExamplePhases ? Bands.Count : _layers.Length;

    public void RunTile(int phase, int tile, int worker)
    {
        if (phase < ExamplePhases)
        {
            RunBand(phase, tile, worker);
        }
        else
        {
            UpdateLayer(tile);
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

    /// <summary>Runs all phases of a step for the batch that was set.</summary>
    protected void Run(double learningRate)
    {
        _learningRate = learningRate;
        for (int example = 0; example < Batch.Size; example++)
        {
            foreach (TrainedInput? input in _inputs)
            {
                input?.Bind(example, Batch.PoseOf(example));
            }
        }

        Network.Steps++;
        TilePool.Shared.Run(this, _threads);
    }

    private void UpdateLayer(int layer)
    {
        _matrices[layer]?.CollectGradient<TLanes, TVector>();
        _inputs[layer]?.CollectGradient<TLanes, TVector>(Batch);
        int offset = Network.WeightOffset(layer), floats = Network.LayerFloats(layer);
        if (_soap is not null)
        {
            // A bias has no matrix to find a basis for.
            _soap[layer].Update(Network.Steps, _learningRate);
            floats -= Network.BiasOffset(layer) - offset;
            offset = Network.BiasOffset(layer);
        }

        Adam<TLanes, TVector>.Update(Network, offset, floats, Network.Steps, _learningRate);
        PackLayer(layer);
    }

    private StateDict? CopyPreconditioners() =>
        _soap is null ? null : new StateDict(_layers.Zip(_soap).SelectMany(layer => layer.Second.Copy().TensorsOf(layer.First)));

    private void PackLayer(int layer)
    {
        _matrices[layer]?.Pack();
        _inputs[layer]?.Pack();
    }
}
