using Bunraku.Core.Characters;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>A matrix in training: packed for the forward and for the backward product, and the sums of its gradient, band by band.</summary>
internal sealed unsafe class TrainedMatrix
{
    private readonly float* _weights;
    private readonly float* _bias;
    private readonly int _weightOffset;
    private readonly int _biasOffset;
    private readonly int _rowStride;
    private readonly bool _isSine;
    private readonly float* _weightSums;
    private readonly float* _biasSums;
    private readonly bool[] _isBegun = new bool[Bands.Count];

    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="inputs">How many of the layer's columns belong to the matrix: all, or the features, which come first.</param>
    /// <param name="memory">Where packed weights and sums are kept.</param>
    public TrainedMatrix(TrainedNetwork network, int layer, LayerSpec spec, int inputs, EngineMemory memory)
    {
        _weights = network.Values + network.WeightOffset(layer);
        _weightOffset = network.WeightOffset(layer);
        _rowStride = spec.Inputs;
        _isSine = spec.IsSine;
        HasBias = inputs == spec.Inputs;
        _bias = network.Values + network.BiasOffset(layer);
        _biasOffset = network.BiasOffset(layer);
        Forward = new PackedLayer(memory, spec.Outputs, inputs);
        Backward = new PackedLayer(memory, inputs, spec.Outputs);
        Columns = (inputs + ColumnStep - 1) / ColumnStep * ColumnStep;
        _weightSums = memory.TakeUninitialized(Bands.Count * Forward.PaddedOutputs * Columns);
        _biasSums = memory.Take(Bands.Count * Forward.PaddedOutputs * LanesPerSum);
    }

    private const int ColumnStep = 32;
    private const int LanesPerSum = 16;

    public int Inputs => Forward.Inputs;

    public int Outputs => Forward.Outputs;

    /// <summary>Whether the layer's bias belongs to the matrix; that of a level's first layer belongs to its position and pose terms.</summary>
    public bool HasBias { get; }

    public PackedLayer Forward { get; }

    /// <summary>The transposed matrix, times omega0 where the sine follows.</summary>
    public PackedLayer Backward { get; }

    /// <summary>Whether no input in -1..1 can push an argument of the sine beyond the fast one's range.</summary>
    public bool FastSineIsSafe { get; private set; }

    /// <summary>Columns of the sums.</summary>
    public int Columns { get; }

    /// <summary>Whether nothing of the example under way is in a band's weight sums yet; from then on something is.</summary>
    public bool TakesFirst(int band)
    {
        bool isFirst = !_isBegun[band];
        _isBegun[band] = true;
        return isFirst;
    }

    /// <summary>[padded outputs][<see cref="Columns"/>].</summary>
    public float* WeightSums(int band) => _weightSums + (band * Forward.PaddedOutputs * Columns);

    /// <summary>[padded outputs][16].</summary>
    public float* BiasSums(int band) => _biasSums + (band * Forward.PaddedOutputs * LanesPerSum);

    /// <summary>Takes over the weights as they are now.</summary>
    public void Pack()
    {
        float scale = _isSine ? SineScale.Argument : 1f;
        Forward.Fill(_weights, _rowStride, 1, scale);
        Backward.Fill(_weights, 1, _rowStride, _isSine ? StudentNetworks.Omega0 : 1f);
        if (HasBias)
        {
            for (int row = 0; row < Outputs; row++)
            {
                Forward.Bias[row] = scale * _bias[row];
            }
        }

        FastSineIsSafe = LargestReach() * scale <= SlowSine.Threshold;
    }

    /// <summary>Adds up the bands of an example into its gradient, and makes them ready for the next one.</summary>
    /// <param name="gradient">The gradient of the whole network.</param>
    /// <param name="bands">Bands that were computed.</param>
    public void CollectGradient<TLanes, TVector>(float* gradient, int bands)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float factor = _isSine ? StudentNetworks.Omega0 : 1f;
        float* values = stackalloc float[Math.Max(Columns, LanesPerSum)];
        Span<int> begun = stackalloc int[Bands.Count];
        int count = 0;
        for (int band = 0; band < bands; band++)
        {
            if (_isBegun[band])
            {
                begun[count++] = band;
            }

            _isBegun[band] = false;
        }

        for (int row = 0; row < Outputs; row++)
        {
            BandSums<TLanes, TVector>.AddUp(_weightSums + (row * Columns), Forward.PaddedOutputs * Columns, begun[..count], Columns, factor, values);
            new Span<float>(values, Inputs).CopyTo(new Span<float>(gradient + _weightOffset + (row * _rowStride), Inputs));
            if (HasBias)
            {
                BandSums<TLanes, TVector>.Take(_biasSums + (row * LanesPerSum), Forward.PaddedOutputs * LanesPerSum, bands, LanesPerSum, 1f, values);
                gradient[_biasOffset + row] = factor * BandSums.OfLanes(values);
            }
        }
    }

    private float LargestReach()
    {
        float largest = 0f;
        for (int row = 0; row < Outputs; row++)
        {
            float reach = SineReach.Of(new ReadOnlySpan<float>(_weights + (row * _rowStride), Inputs));
            largest = MathF.Max(largest, reach + (HasBias ? MathF.Abs(_bias[row]) : 0f));
        }

        return largest;
    }
}
