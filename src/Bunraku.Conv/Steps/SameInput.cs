using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>Channels of a feature map with a depthwise 3x3 or 7x7 convolution.</summary>
internal sealed unsafe class SameInput<TLanes, TVector> : BlockInput<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly FeatureMap _map;
    private readonly int _kernel;
    private readonly float* _taps;
    private readonly FeatureMap? _keep;

    /// <param name="memory">Where the taps are kept.</param>
    /// <param name="map">The features.</param>
    /// <param name="taps">[channels][kernel][kernel].</param>
    /// <param name="kernel">3 or 7.</param>
    /// <param name="keep">Receives the complete features, or null.</param>
    public SameInput(EngineMemory memory, FeatureMap map, ReadOnlySpan<float> taps, int kernel = 3, FeatureMap? keep = null)
        : base(map.Channels)
    {
        (_map, _kernel, _keep) = (map, kernel, keep);
        _taps = Taps.Copy(memory, taps, map.Channels * kernel * kernel);
    }

    public override int WindowFloats(int rows) => (rows + _kernel - 1) * WindowLayout.Stride(_map.Size);

    public override void Prepare(int channel, int firstRow, int rows, float* window)
    {
        int reach = _kernel / 2;
        float* first = WindowReader<TLanes, TVector>.Read(_map, channel, firstRow - reach, rows + (2 * reach), window);
        if (_keep is not null)
        {
            Keep(first + (reach * WindowLayout.Stride(_map.Size)), channel, firstRow, rows);
        }
    }

    public override void Convolve(int channel, int rows, float* window, float* output) =>
        SameKernel<TLanes, TVector>.Run(_kernel, window + WindowLayout.Margin, _taps + (channel * _kernel * _kernel), output, _map.Size, rows);

    private void Keep(float* window, int channel, int firstRow, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(window + (row * WindowLayout.Stride(_map.Size)), _map.Size).CopyTo(new Span<float>(_keep!.Row(channel, firstRow + row), _map.Size));
        }
    }
}
