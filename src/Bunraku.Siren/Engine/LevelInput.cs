using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>The first layer of one level: its position and pose terms, bound to the pose of the current frame.</summary>
internal sealed unsafe class LevelInput : IDisposable
{
    private readonly InputTerms _terms;
    private readonly int _size;
    private readonly AlignedBuffer _columnWeights;
    private readonly AlignedBuffer _frameBias;
    private readonly AlignedBuffer _positions;
    private readonly AlignedBuffer _evenPositions;
    private bool _fast;

    /// <param name="terms">The layer's terms.</param>
    /// <param name="size">The level's width and height in pixels.</param>
    public LevelInput(InputTerms terms, int size)
    {
        _terms = terms;
        _size = size;
        _columnWeights = new AlignedBuffer(terms.Channels);
        _frameBias = new AlignedBuffer(terms.Channels);
        _positions = new AlignedBuffer(size);
        _evenPositions = new AlignedBuffer(size / 2);
        terms.ColumnWeights.CopyTo(_columnWeights.Span);
        for (int i = 0; i < size; i++)
        {
            _positions.Span[i] = Position(i);
            _evenPositions.Span[i / 2] = Position(i & ~1);
        }
    }

    /// <summary>Sets the pose of the coming frame.</summary>
    public void Bind(ReadOnlySpan<float> pose) => _fast = _terms.Bind(pose, _frameBias.Span);

    /// <summary>Computes the first layer of a tile from position and pose alone.</summary>
    public void Run<TLanes, TVector>(TileOrigin tile, Scratch scratch, float* output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        BindRow(tile.Row, scratch.RowBias);
        SineInput<TLanes, TVector>.FromPosition(
            _terms.Channels, _columnWeights.Pointer, scratch.RowBias, _positions.Pointer + tile.Column, output, _fast);
    }

    /// <summary>Computes the first layer of a tile from the level below, position and pose.</summary>
    public void Run<TLanes, TVector>(LevelPlanes below, TileOrigin tile, Scratch scratch, float* output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        BindRow(tile.Row, scratch.RowBias);
        int near = tile.Row / 2;
        int far = Math.Clamp(near + ((tile.Row & 1) == 0 ? -1 : 1), 0, (_size / 2) - 1);
        int column = tile.Column / 2;
        SineInput<TLanes, TVector>.FromFeatures(
            _terms.Channels,
            below.At(near, column),
            below.At(far, column),
            below.Stride,
            _columnWeights.Pointer,
            scratch.RowBias,
            _evenPositions.Pointer + column,
            2f / _size,
            output,
            _fast);
    }

    public void Dispose()
    {
        _columnWeights.Dispose();
        _frameBias.Dispose();
        _positions.Dispose();
        _evenPositions.Dispose();
    }

    // Pixel centres; -1 and +1 are the outer edges of the picture. Exact in float32 for powers of two.
    private float Position(int index) => (((2 * index) + 1) / (float)_size) - 1f;

    private void BindRow(int row, float* rowBias)
    {
        float y = Position(row);
        float* frameBias = _frameBias.Pointer;
        float[] rowWeights = _terms.RowWeights;
        for (int channel = 0; channel < rowWeights.Length; channel++)
        {
            rowBias[channel] = frameBias[channel] + (rowWeights[channel] * y);
        }
    }
}
