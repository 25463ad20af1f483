using System.Runtime.Intrinsics;
using Bunraku.Core.Characters;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// What the first layer of a level adds for position and pose, in training. The pose is the same for all pixels of an example, so the gradient of its
/// columns is the sum over the pixels times the pose. The gradient of the position columns needs two more sums.
/// </summary>
internal sealed unsafe class TrainedInput
{
    private readonly float* _weights;
    private readonly float* _bias;
    private readonly int _weightOffset;
    private readonly int _biasOffset;
    private readonly float* _columnWeights;
    private readonly float* _rowWeights;
    private readonly float* _frameBias;
    private readonly float* _positions;
    private readonly float* _evenPositions;
    private readonly float* _sums;
    private readonly float* _xSums;
    private readonly float* _ySums;
    private readonly int _inputs;
    private readonly int _features;
    private readonly int _size;

    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="features">How many feature columns precede the position.</param>
    /// <param name="size">The level's width and height in pixels.</param>
    /// <param name="memory">Where tables and sums are kept.</param>
    public TrainedInput(TrainedNetwork network, int layer, LayerSpec spec, int features, int size, EngineMemory memory)
    {
        _weights = network.Values + network.WeightOffset(layer);
        _weightOffset = network.WeightOffset(layer);
        _bias = network.Values + network.BiasOffset(layer);
        _biasOffset = network.BiasOffset(layer);
        (_inputs, _features, _size) = (spec.Inputs, features, size);
        Channels = spec.Outputs;
        _columnWeights = memory.Take(Channels);
        _rowWeights = memory.Take(Channels);
        _frameBias = memory.Take(Channels);
        _positions = memory.Take(size);
        _evenPositions = memory.Take(size / 2);
        _sums = memory.Take(Bands.Count * Channels * BandSums.Lanes);
        _xSums = memory.Take(Bands.Count * Channels * BandSums.Lanes);
        _ySums = memory.Take(Bands.Count * Channels * BandSums.Lanes);
        for (int i = 0; i < size; i++)
        {
            _positions[i] = PixelPosition.Of(i, size);
            _evenPositions[i / 2] = PixelPosition.Of(i & ~1, size);
        }
    }

    public int Channels { get; }

    private int PoseSize => _inputs - _features - 2;

    /// <summary>Takes over the weights as they are now.</summary>
    public void Pack()
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            _columnWeights[channel] = SineScale.Argument * _weights[(channel * _inputs) + _features];
            _rowWeights[channel] = SineScale.Argument * _weights[(channel * _inputs) + _features + 1];
        }
    }

    /// <summary>Sets the pose of an example.</summary>
    /// <param name="pose">At least as many values as the layer has pose columns.</param>
    public void Bind(ReadOnlySpan<float> pose)
    {
        float largest = 0f;
        for (int channel = 0; channel < Channels; channel++)
        {
            float* row = _weights + (channel * _inputs);
            float sum = _bias[channel];
            for (int k = 0; k < PoseSize; k++)
            {
                sum += row[_features + 2 + k] * pose[k];
            }

            _frameBias[channel] = SineScale.Argument * sum;
            float reach = SineReach.Of(new ReadOnlySpan<float>(row, _features + 2));
            largest = MathF.Max(largest, SineScale.Argument * (MathF.Abs(sum) + reach));
        }

        FastSineIsSafe = largest <= SlowSine.Threshold;
    }

    /// <summary>Whether the fast sine is right for every argument of the example.</summary>
    public bool FastSineIsSafe { get; private set; }

    /// <summary>The arguments of the sine for a tile of positions.</summary>
    /// <param name="x">[32]: the x positions.</param>
    /// <param name="y">[32]: the y positions.</param>
    /// <param name="output">[channels][32].</param>
    public void FromPosition<TLanes, TVector>(float* x, float* y, float* output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        SineInput<TLanes, TVector>.FromPosition(
            Channels, _columnWeights, _rowWeights, _frameBias, x, y, output, sine: false);

    /// <summary>The arguments of the sine for a tile or segment above another level.</summary>
    /// <param name="below">The product of the level below.</param>
    /// <param name="tile">The tile or segment; its column is even.</param>
    /// <param name="pixels">Pixels of it: those of a tile or of a segment.</param>
    /// <param name="rowBias">[channels]: scratch.</param>
    /// <param name="output">[channels][32].</param>
    public void FromFeatures<TLanes, TVector>(LevelPlanes below, TileOrigin tile, int pixels, float* rowBias, float* output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            rowBias[channel] = _frameBias[channel] + (_rowWeights[channel] * _positions[tile.Row]);
        }

        // A segment has four sources.
        if (2 * TLanes.Count <= pixels)
        {
            RunFromFeatures<TLanes, TVector>(below, tile, pixels, rowBias, output);
        }
        else
        {
            RunFromFeatures<Lanes128, Vector128<float>>(below, tile, pixels, rowBias, output);
        }
    }

    /// <summary>The other row of the level below that a row is interpolated from.</summary>
    public int FartherRow(int row) => Math.Clamp((row / 2) + ((row & 1) == 0 ? -1 : 1), 0, (_size / 2) - 1);

    /// <summary>Writes the positions of the eight pixels of a segment.</summary>
    public void CopyPositions(TileOrigin origin, float* x, float* y)
    {
        Vector256.Load(_positions + origin.Column).Store(x);
        Vector256.Create(_positions[origin.Row]).Store(y);
    }

    /// <summary>Takes the gradient of a tile back through the sine, and adds to the sums.</summary>
    /// <param name="band">The band that the tile belongs to.</param>
    /// <param name="gradient">[channels][32].</param>
    /// <param name="cosine">[channels][32].</param>
    /// <param name="x">[32]: the x positions.</param>
    /// <param name="y">[32]: the y positions.</param>
    public void ThroughSine<TLanes, TVector>(int band, float* gradient, float* cosine, float* x, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int floats = Channels * BandSums.Lanes;
        ChannelGradient<TLanes, TVector>.ThroughFirstSine(
            Channels, gradient, cosine, x, y, _sums + (band * floats), _xSums + (band * floats), _ySums + (band * floats));
    }

    /// <summary>Adds up all sums of an example into its gradient, and clears them for the next one.</summary>
    /// <param name="gradient">The gradient of the whole network.</param>
    /// <param name="bands">Bands that were computed.</param>
    /// <param name="pose">The pose of the example.</param>
    public void CollectGradient<TLanes, TVector>(float* gradient, int bands, ReadOnlySpan<float> pose)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            float* row = gradient + _weightOffset + (channel * _inputs) + _features;
            row[0] = Take<TLanes, TVector>(_xSums, channel, bands);
            row[1] = Take<TLanes, TVector>(_ySums, channel, bands);
            float sum = Take<TLanes, TVector>(_sums, channel, bands);
            gradient[_biasOffset + channel] = sum;
            for (int k = 0; k < PoseSize; k++)
            {
                row[2 + k] = sum * pose[k];
            }
        }
    }

    private void RunFromFeatures<TLanes, TVector>(LevelPlanes below, TileOrigin tile, int pixels, float* rowBias, float* output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int column = tile.Column / 2;
        SineInput<TLanes, TVector>.FromFeatures(
            Channels,
            pixels / 2,
            below.At(tile.Row / 2, column),
            below.At(FartherRow(tile.Row), column),
            below.Stride,
            _columnWeights,
            rowBias,
            _evenPositions + column,
            2f / _size,
            output,
            sine: false);
    }

    private float Take<TLanes, TVector>(float* sums, int channel, int bands)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* lanes = stackalloc float[BandSums.Lanes];
        BandSums<TLanes, TVector>.Take(sums + (channel * BandSums.Lanes), Channels * BandSums.Lanes, bands, BandSums.Lanes, 1f, lanes);
        return StudentNetworks.Omega0 * BandSums.OfLanes(lanes);
    }
}
