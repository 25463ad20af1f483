using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>Channels of a feature map with a depthwise 4x4 convolution that halves the size.</summary>
internal sealed unsafe class DownInput<TLanes, TVector> : BlockInput<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly FeatureMap _map;
    private readonly float* _taps;

    /// <param name="memory">Where the taps are kept.</param>
    /// <param name="map">The features.</param>
    /// <param name="taps">[channels][4][4].</param>
    public DownInput(EngineMemory memory, FeatureMap map, ReadOnlySpan<float> taps)
        : base(map.Channels)
    {
        _map = map;
        _taps = Taps.Copy(memory, taps, 16 * map.Channels);
    }

    public override void Run(int channel, int firstRow, int rows, BandScratch scratch)
    {
        float* window = WindowReader<TLanes, TVector>.ReadParted(_map, channel, (2 * firstRow) - 1, (2 * rows) + 2, scratch.Window);
        DepthwiseDown<TLanes, TVector>.Run(window, _taps + (16 * channel), scratch.Channel, _map.Size / 2, rows);
    }
}
