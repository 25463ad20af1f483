using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>
/// The last step of a network: all of its 3x3 convolutions as one product on the patches of a tile, then whatever the network makes of them.
/// </summary>
internal abstract unsafe class HeadStep<TLanes, TVector> : IStep
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Taps = 9;
    private readonly FeatureMap _features;
    private readonly PackedLayer _product;
    private readonly HeadLayout _layout;
    private readonly FrameHealth _health;

    /// <param name="memory">Where the product is kept.</param>
    /// <param name="features">The last features.</param>
    /// <param name="matrix">[channels of the layout][features][3][3].</param>
    /// <param name="bias">[channels of the layout].</param>
    /// <param name="layout">What each row of the product is.</param>
    /// <param name="health">Told of values that are not finite.</param>
    protected HeadStep(EngineMemory memory, FeatureMap features, ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias, HeadLayout layout, FrameHealth health)
    {
        (_features, _layout, _health) = (features, layout, health);
        _product = new PackedLayer(memory, matrix, bias, layout.Channels, Taps * features.Channels);
    }

    public int Bands => _features.Size / BandScratch.HeadRows;

    public void Begin()
    {
    }

    public void Run(int band, BandScratch scratch)
    {
        int windowFloats = (BandScratch.HeadRows + 2) * WindowLayout.Stride(_features.Size);
        for (int channel = 0; channel < _features.Channels; channel++)
        {
            WindowReader<TLanes, TVector>.Read(_features, channel, (band * BandScratch.HeadRows) - 1, BandScratch.HeadRows + 2, scratch.HeadWindows + (channel * windowFloats));
        }

        for (int row = 0; row < BandScratch.HeadRows; row++)
        {
            for (int column = 0; column < _features.Size; column += Tile.Pixels)
            {
                RunTile(band, row, column, windowFloats, scratch);
            }
        }
    }

    /// <summary>Makes pictures of the 32 pixels of a tile.</summary>
    /// <param name="row">The tile's row.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="head">[channels of the layout][32]: grid change, alphas and colours.</param>
    /// <param name="scratch">The memory of the calling thread.</param>
    protected abstract void Finish(int row, int column, float* head, BandScratch scratch);

    private void RunTile(int band, int row, int column, int windowFloats, BandScratch scratch)
    {
        int stride = WindowLayout.Stride(_features.Size);
        float* window = scratch.HeadWindows + (row * stride) + WindowLayout.Margin + column - 1;
        Patches<TLanes, TVector>.Fill(window, windowFloats, stride, _features.Channels, scratch.Patches);
        float* head = scratch.Head;
        DenseLayer<TLanes, TVector>.Run(_product, scratch.Patches, head, Tile.Pixels);
        if (!FiniteCheck<TLanes, TVector>.Holds(head, _layout.Channels * Tile.Pixels))
        {
            _health.HasInfinity = true;
        }

        float* alpha = head + (_layout.Grid * Tile.Pixels);
        HeadFunctions<TLanes, TVector>.Sigmoid(alpha, _layout.Alpha);
        HeadFunctions<TLanes, TVector>.Tanh(alpha + (_layout.Alpha * Tile.Pixels), _layout.Color);
        Finish((band * BandScratch.HeadRows) + row, column, head, scratch);
    }
}
