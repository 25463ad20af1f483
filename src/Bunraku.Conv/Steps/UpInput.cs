using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>Channels of a feature map that are doubled in size: by a transposed 4x4 convolution, or to the nearest pixel before a 3x3 convolution.</summary>
internal sealed unsafe class UpInput<TLanes, TVector> : BlockInput<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly FeatureMap _map;
    private readonly float* _taps;

    /// <param name="memory">Where the taps are kept.</param>
    /// <param name="map">The features.</param>
    /// <param name="taps">[channels][4][4] of a transposed convolution, or [channels][3][3] of a convolution after the doubling.</param>
    public UpInput(EngineMemory memory, FeatureMap map, ReadOnlySpan<float> taps)
        : base(map.Channels)
    {
        _map = map;
        if (taps.Length == 16 * map.Channels)
        {
            _taps = Taps.Copy(memory, taps, taps.Length);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(taps.Length, 9 * map.Channels);
        _taps = memory.Take(16 * map.Channels);
        for (int channel = 0; channel < map.Channels; channel++)
        {
            DepthwiseUp<TLanes, TVector>.FromNearest(taps.Slice(9 * channel, 9), _taps + (16 * channel));
        }
    }

    public override void Run(int channel, int firstRow, int rows, BandScratch scratch)
    {
        float* window = WindowReader<TLanes, TVector>.Read(_map, channel, (firstRow / 2) - 1, (rows / 2) + 2, scratch.Window);
        DepthwiseUp<TLanes, TVector>.Run(window, _taps + (16 * channel), scratch.Channel, _map.Size, rows / 2);
    }
}
