using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>
/// A separable block: depthwise convolutions, the product that mixes their channels, and the statistics of the instance norm. A band goes through all of
/// it in the memory of one thread. What is stored is the product; norm and rectifier follow when the next step reads it.
/// </summary>
internal sealed unsafe class BlockStep<TLanes, TVector> : IProductStep
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const double Epsilon = 1e-5;
    private readonly BlockInput<TLanes, TVector>[] _inputs;
    private readonly PackedLayer _product;
    private readonly FeatureMap _output;
    private readonly NormParameters _norm;
    private readonly int _rows;
    private readonly double[] _means;
    private readonly double[] _squares;
    private int _remaining;

    /// <param name="memory">Where the product is kept.</param>
    /// <param name="inputs">The inputs, in the order of the product's columns.</param>
    /// <param name="matrix">[outputs][inputs]: the pointwise convolution.</param>
    /// <param name="norm">The norm.</param>
    /// <param name="output">Receives the product, and the norm as its scale and shift.</param>
    public BlockStep(EngineMemory memory, BlockInput<TLanes, TVector>[] inputs, ReadOnlySpan<float> matrix, NormParameters norm, FeatureMap output)
    {
        (_inputs, _norm, _output) = (inputs, norm, output);
        int channels = inputs.Sum(input => input.Channels);
        _product = new PackedLayer(memory, matrix, [], output.Channels, channels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(_product.PaddedOutputs, output.Channels);
        _rows = RowsOf(output.Size, channels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels * _rows * output.Size, BandScratch.TileFloats);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputs.Max(input => input.WindowFloats(_rows)), BandScratch.WindowFloats);
        Bands = output.Size / _rows;
        _means = new double[output.Channels * Bands];
        _squares = new double[output.Channels * Bands];
    }

    public int Bands { get; }

    public long MultiplyAdds => (long)_product.Inputs * _output.Channels * _output.Size * _output.Size;

    public void Begin() => _remaining = Bands;

    public override string ToString() => $"{_product.Inputs} to {_output.Channels} channels at {_output.Size} x {_output.Size}";

    public void Run(int band, BandScratch scratch)
    {
        FillTiles(band * _rows, scratch);
        RunProduct(band, scratch);
        float* output = _output.Row(0, band * _rows);
        int pixels = _rows * _output.Size;
        for (int channel = 0; channel < _output.Channels; channel++)
        {
            int place = (channel * Bands) + band;
            (_means[place], _squares[place]) = ChannelMoments<TLanes, TVector>.Of(output + ((nint)channel * _output.Stride), pixels);
        }

        // Whoever is last; the sums are always added in the same order.
        if (Interlocked.Decrement(ref _remaining) == 0)
        {
            FinishNorm(pixels);
        }
    }

    public void RunProduct(int band, BandScratch scratch)
    {
        float* output = _output.Row(0, band * _rows);
        for (int pixel = 0; pixel < _rows * _output.Size; pixel += Tile.Pixels)
        {
            DenseLayer<TLanes, TVector>.Run(_product, scratch.Tiles + (pixel * _product.Inputs), output + pixel, _output.Stride);
        }
    }

    /// <summary>The fewest rows, an even number, that fill whole tiles; twice as many where that leaves enough bands, because neighbours read some rows twice.</summary>
    private static int RowsOf(int size, int channels)
    {
        const int EnoughBands = 16;

        int rows = 2;
        while (rows * size % Tile.Pixels != 0)
        {
            rows += 2;
        }

        return size / (2 * rows) >= EnoughBands && 2 * rows * size * channels <= BandScratch.TileFloats ? 2 * rows : rows;
    }

    private void FillTiles(int firstRow, BandScratch scratch)
    {
        const int LargestGroup = 16;

        int place = 0;
        foreach (BlockInput<TLanes, TVector> input in _inputs)
        {
            int floats = input.WindowFloats(_rows), group = Math.Clamp(BandScratch.WindowFloats / floats, 1, LargestGroup);
            for (int first = 0; first < input.Channels; first += group)
            {
                int past = Math.Min(first + group, input.Channels);
                for (int channel = first; channel < past; channel++)
                {
                    input.Prepare(channel, firstRow, _rows, scratch.Windows + ((channel - first) * floats));
                }

                for (int channel = first; channel < past; channel++, place++)
                {
                    input.Convolve(channel, _rows, scratch.Windows + ((channel - first) * floats), scratch.Channel);
                    Scatter(scratch.Channel, scratch.Tiles + (place * Tile.Pixels));
                }
            }
        }
    }

    /// <summary>Copies the pixels of a channel to its row of each tile.</summary>
    private void Scatter(float* channel, float* tiles)
    {
        int pixels = _rows * _output.Size, tileFloats = _product.Inputs * Tile.Pixels;
        for (int pixel = 0; pixel < pixels; pixel += Tile.Pixels, tiles += tileFloats)
        {
            for (int i = 0; i < Tile.Pixels; i += TLanes.Count)
            {
                TLanes.Store(tiles + i, TLanes.Load(channel + pixel + i));
            }
        }
    }

    private void FinishNorm(int pixels)
    {
        for (int channel = 0; channel < _output.Channels; channel++)
        {
            ReadOnlySpan<double> means = _means.AsSpan(channel * Bands, Bands), squares = _squares.AsSpan(channel * Bands, Bands);
            double mean = 0, deviation = 0;
            foreach (double value in means)
            {
                mean += value / Bands;
            }

            for (int band = 0; band < Bands; band++)
            {
                deviation += squares[band] + (pixels * (means[band] - mean) * (means[band] - mean));
            }

            double scale = _norm.Weight[channel] / Math.Sqrt((deviation / ((double)pixels * Bands)) + Epsilon);
            _output.Scale[channel] = (float)scale;
            _output.Shift[channel] = (float)(_norm.Bias[channel] - (mean * scale));
        }
    }
}
