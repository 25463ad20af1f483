using System.Runtime.Intrinsics;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Engine;

/// <summary>
/// What one level hands to the next: the next level's feature product at this level's resolution. Layout [row][channel][column], with
/// a margin of columns around each row, so that the upsampling may read one column before the first and behind the last.
/// </summary>
internal sealed unsafe class LevelPlanes
{
    // A cache line, so that tiles stay aligned.
    private const int Margin = 16;
    private readonly float* _values;
    private readonly int _channels;
    private readonly int _paddedChannels;
    private readonly int _size;

    public LevelPlanes(EngineMemory memory, int size, PackedLayer features)
    {
        _size = size;
        _channels = features.Outputs;
        _paddedChannels = features.PaddedOutputs;
        Stride = size + (2 * Margin);
        _values = memory.TakeUninitialized(size * _paddedChannels * Stride);
    }

    /// <summary>Floats from one channel to the next in a row.</summary>
    public int Stride { get; }

    /// <summary>Zeros, so that what is never computed is a number at least.</summary>
    public void Clear() => new Span<float>(_values, _size * _paddedChannels * Stride).Clear();

    public float* At(int row, int column) => _values + ((long)row * _paddedChannels * Stride) + Margin + column;

    /// <summary>Copies one segment of a tile [channel][32], or all of it, to its place.</summary>
    /// <param name="segment">Its place.</param>
    /// <param name="values">The segment's first pixel in the tile.</param>
    /// <param name="pixels">How many pixels of the row it holds.</param>
    public void Store(TileOrigin segment, float* values, int pixels = Tile.SegmentPixels)
    {
        float* target = At(segment.Row, segment.Column);
        for (int channel = 0; channel < _channels; channel++)
        {
            for (int pixel = 0; pixel < pixels; pixel += Tile.SegmentPixels)
            {
                Vector256.Load(values + pixel).Store(target + pixel);
            }

            target += Stride;
            values += Tile.Pixels;
        }

        ExtendEdges(segment, pixels);
    }

    /// <summary>Repeats the first or last column into the margin when a tile at that edge was written.</summary>
    /// <param name="tile">Where it begins.</param>
    /// <param name="pixels">How many pixels of the row it holds.</param>
    public void ExtendEdges(TileOrigin tile, int pixels)
    {
        if (tile.Column != 0 && tile.Column + pixels != _size)
        {
            return;
        }

        float* row = At(tile.Row, 0);
        for (int channel = 0; channel < _channels; channel++, row += Stride)
        {
            if (tile.Column == 0)
            {
                row[-1] = row[0];
            }

            if (tile.Column + pixels == _size)
            {
                row[_size] = row[_size - 1];
            }
        }
    }
}
