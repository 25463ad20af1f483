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
        CopyInUnits(terms.ColumnWeights.Span, _columnWeights);
        CopyInUnits(terms.RowWeights.Span, _rowWeights);
        for (int i = 0; i < size; i++)
        {
            _positions[i] = Position(i);
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

    /// <summary>Computes the first layer of a tile of two strips from the level below, position and pose.</summary>
    public void Run(LevelPlanes below, ReadOnlySpan<TileOrigin> strips, Scratch scratch, float* output)
    {
        for (int source = 0; source < Tile.Pixels / 2; source++)
        {
            TileOrigin strip = strips[source / StripSources.Count];
            scratch.X[source] = _positions[strip.Column + (2 * (source % StripSources.Count))];
            scratch.Y[source] = _positions[strip.Row];
        }

        TileOrigin first = strips[0], second = strips[1];
        var sources = new StripSources
        {
            FirstNear = below.At(first.Row / 2, first.Column / 2),
            FirstFar = below.At(FartherRow(first.Row), first.Column / 2),
            SecondNear = below.At(second.Row / 2, second.Column / 2),
            SecondFar = below.At(FartherRow(second.Row), second.Column / 2),
            Stride = below.Stride,
        };
        TKernels.FromStrips(_terms.Channels, sources, _columnWeights, _rowWeights, _frameBias, scratch.X, scratch.Y, 2f / _size, output, _fast);
    }

    /// <summary>The other row of the level below that a row is interpolated from.</summary>
    private int FartherRow(int row) => Math.Clamp((row / 2) + ((row & 1) == 0 ? -1 : 1), 0, (_size / 2) - 1);

    private static void CopyInUnits(ReadOnlySpan<float> halfTurns, float* copy)
    {
        for (int i = 0; i < halfTurns.Length; i++)
        {
            copy[i] = TKernels.UnitsInHalfTurn * halfTurns[i];
        }
    }

    private float Position(int index) => PixelPosition.Of(index, _size);
}
