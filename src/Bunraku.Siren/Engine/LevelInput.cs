using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>The first layer of one level: its position and pose terms, bound to the pose of the current frame.</summary>
internal sealed unsafe class LevelInput<TKernels, THidden>
    where TKernels : struct, IStudentKernels<THidden>
    where THidden : struct
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
        CopyInUnits(terms.ColumnWeights.Span, _columnWeights);
        CopyInUnits(terms.RowWeights.Span, _rowWeights);
        for (int i = 0; i < size; i++)
        {
            _positions[i] = Position(i);
            _evenPositions[i / 2] = Position(i & ~1);
        }
    }

    /// <summary>Sets the pose of the coming frame.</summary>
    public void Bind(ReadOnlySpan<float> pose)
    {
        var bias = new Span<float>(_frameBias, _terms.Channels);
        _fast = _terms.Bind(pose, bias) <= SlowSine.Threshold;
        TKernels.Bind(bias);
    }

    /// <summary>Computes the first layer of a tile of four segments from position and pose alone.</summary>
    public void Run(ReadOnlySpan<TileOrigin> segments, Scratch scratch, float* output)
    {
        for (int pixel = 0; pixel < Tile.Pixels; pixel++)
        {
            TileOrigin segment = segments[pixel / Tile.SegmentPixels];
            scratch.X[pixel] = _positions[segment.Column + (pixel % Tile.SegmentPixels)];
            scratch.Y[pixel] = _positions[segment.Row];
        }

        TKernels.FromPosition(_terms.Channels, _columnWeights, _rowWeights, _frameBias, scratch.X, scratch.Y, output, _fast);
    }

    /// <summary>Computes the first layer of a tile from the level below, position and pose.</summary>
    public void Run(LevelPlanes below, TileOrigin tile, Scratch scratch, float* output)
    {
        BindRow(tile.Row, scratch.RowBias);
        int near = tile.Row / 2;
        int far = Math.Clamp(near + ((tile.Row & 1) == 0 ? -1 : 1), 0, (_size / 2) - 1);
        int column = tile.Column / 2;
        TKernels.FromFeatures(
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
    }

    private static void CopyInUnits(ReadOnlySpan<float> halfTurns, float* copy)
    {
        for (int i = 0; i < halfTurns.Length; i++)
        {
            copy[i] = TKernels.UnitsInHalfTurn * halfTurns[i];
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
