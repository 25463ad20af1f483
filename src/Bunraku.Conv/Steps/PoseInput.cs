using Bunraku.Conv.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>
/// Planes that are filled with the values of a pose. Inside the picture they only add a constant, which the norm takes away again. The pose acts through the
/// zeros around the picture and through the statistics, so these planes are computed like any other.
/// </summary>
internal sealed unsafe class PoseInput<TLanes, TVector> : BlockInput<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly float* _values;
    private readonly float* _taps;
    private readonly int _size;
    private readonly int _kernel;

    /// <param name="memory">Where the taps are kept.</param>
    /// <param name="values">One value for each plane, read at every frame.</param>
    /// <param name="count">How many.</param>
    /// <param name="size">Rows, and columns, of the planes.</param>
    /// <param name="taps">[count][kernel][kernel].</param>
    /// <param name="kernel">3 or 7.</param>
    public PoseInput(EngineMemory memory, float* values, int count, int size, ReadOnlySpan<float> taps, int kernel = 3)
        : base(count)
    {
        _values = values;
        (_size, _kernel) = (size, kernel);
        _taps = Taps.Copy(memory, taps, count * kernel * kernel);
    }

    public override int WindowFloats(int rows) => (rows + _kernel - 1) * WindowLayout.Stride(_size);

    public override void Prepare(int channel, int firstRow, int rows, float* window)
    {
        int reach = _kernel / 2, stride = WindowLayout.Stride(_size);
        for (int i = 0; i < rows + (2 * reach); i++)
        {
            int row = firstRow - reach + i;
            WindowRows<TLanes, TVector>.Fill(window + (i * stride) + WindowLayout.Margin, _size, row < 0 || row >= _size ? 0f : _values[channel]);
        }
    }

    public override void Convolve(int channel, int rows, float* window, float* output) =>
        SameKernel<TLanes, TVector>.Run(_kernel, window + WindowLayout.Margin, _taps + (channel * _kernel * _kernel), output, _size, rows);
}
