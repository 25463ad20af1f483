using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>The first layer of one level: its position and pose terms, bound to the pose of the current frame.</summary>
internal sealed unsafe class LevelInput
{
    private readonly FoldedInput _terms;
    private readonly int _size;
    private readonly float* _columnWeights;
    private readonly float* _rowWeights;
    private readonly float* _frameBias;
    private readonly float* _positions;
    private readonly float* _evenPositions;
    private bool _fast;

    /// <param name="terms">The layer's terms.</param>
    /// <param name="size">The level's width and height in pixels.</param>
    /// <param name="memory">Where its tables are kept.</param>
    public LevelInput(FoldedInput terms, int size, EngineMemory memory)
    {
        _terms = terms;
        _size = size;
        _columnWeights = memory.Take(terms.Channels);
        _rowWeights = memory.Take(terms.Channels);
        _frameBias = memory.Take(terms.Channels);
        _positions = memory.Take(size);
        _evenPositions = memory.Take(size / 2);
        terms.ColumnWeights.Span.CopyTo(new Span<float>(_columnWeights, terms.Channels));
        terms.RowWeights.Span.CopyTo(new Span<float>(_rowWeights, terms.Channels));
        for (int i = 0; i < size; i++)
        {
            _positions[i] = Position(i);
            _evenPositions[i / 2] = Position(i & ~1);
        }
    }

    /// <summary>Sets the pose of the coming frame.</summary>
    public void Bind(ReadOnlySpan<float> pose) =>
        _fast = _terms.Bind(pose, new Span<float>(_frameBias, _terms.Channels)) <= SlowSine.Threshold;

    /// <summary>Computes the first layer of a tile of four segments from position and pose alone.</summary>
    public void Run<TLanes, TVector>(ReadOnlySpan<TileOrigin> segments, Scratch scratch, float* output)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int pixel = 0; pixel < Tile.Pixels; pixel++)
        {
            TileOrigin segment = segments[pixel / Tile.SegmentPixels];
            scratch.X[pixel] = _positions[segment.Column + (pixel % Tile.SegmentPixels)];
            scratch.Y[pixel] = _positions[segment.Row];
        }

        SineInput<TLanes, TVector>.FromPosition(
            _terms.Channels, _columnWeights, _rowWeights, _frameBias, scratch.X, scratch.Y, output, _fast);
        ApplySlowSine(output);
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
            Tile.Pixels / 2,
            below.At(near, column),
            below.At(far, column),
            below.Stride,
            _columnWeights,
            scratch.RowBias,
            _evenPositions + column,
            2f / _size,
            output,
            _fast);
        ApplySlowSine(output);
    }

    private void ApplySlowSine(float* output)
    {
        if (!_fast)
        {
            SlowSine.InPlace(output, _terms.Channels * Tile.Pixels);
        }
    }

    private float Position(int index) => PixelPosition.Of(index, _size);

    private void BindRow(int row, float* rowBias)
    {
        float y = Position(row);
        for (int channel = 0; channel < _terms.Channels; channel++)
        {
            rowBias[channel] = _frameBias[channel] + (_rowWeights[channel] * y);
        }
    }
}
