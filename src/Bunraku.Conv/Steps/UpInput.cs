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

    public override int WindowFloats(int rows) => ((rows / 2) + 2) * WindowLayout.Stride(_map.Size);

    public override void Prepare(int channel, int firstRow, int rows, float* window) =>
        WindowReader<TLanes, TVector>.Read(_map, channel, (firstRow / 2) - 1, (rows / 2) + 2, window);

    public override void Convolve(int channel, int rows, float* window, float* output) =>
        DepthwiseUp<TLanes, TVector>.Run(window + WindowLayout.Margin, _taps + (16 * channel), output, _map.Size, rows / 2);
}
