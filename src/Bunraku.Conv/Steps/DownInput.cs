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

    public override int WindowFloats(int rows) => ((2 * rows) + 2) * 2 * WindowLayout.Stride(_map.Size / 2);

    public override void Prepare(int channel, int firstRow, int rows, float* window) =>
        WindowReader<TLanes, TVector>.ReadParted(_map, channel, (2 * firstRow) - 1, (2 * rows) + 2, window);

    public override void Convolve(int channel, int rows, float* window, float* output) =>
        DepthwiseDown<TLanes, TVector>.Run(window + WindowLayout.Margin, _taps + (16 * channel), output, _map.Size / 2, rows);
}
