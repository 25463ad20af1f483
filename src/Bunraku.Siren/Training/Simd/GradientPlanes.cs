using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// What one level hands back to the level below: the gradient with respect to the product of that level, at its resolution. Each band of
/// the upper level writes its own rows, one before its first and one behind its last included, so that bands never meet; the
/// reader adds up what lies in two of them. Layout [band][row][channel][column] with a margin of columns around each row.
/// </summary>
internal sealed unsafe class GradientPlanes
{
    private const int Margin = 16;
    private readonly float* _values;
    private readonly int _size;
    private readonly int _channels;
    private readonly int _bandRows;

    /// <param name="size">Width and height of the level below.</param>
    /// <param name="channels">Channels of its product.</param>
    /// <param name="memory">Where the planes are kept.</param>
    public GradientPlanes(int size, int channels, EngineMemory memory)
    {
        (_size, _channels) = (size, channels);
        _bandRows = size / Bands.Count;
        Stride = size + (2 * Margin);
        _values = memory.Take(Bands.Count * BandFloats);
    }

    /// <summary>Floats from one channel to the next in a row.</summary>
    public int Stride { get; }

    private int RowFloats => _channels * Stride;

    private int BandFloats => (_bandRows + 2) * RowFloats;

    /// <summary>Makes a band ready for the sums of another example.</summary>
    public void Clear(int band) => new Span<float>(_values + ((nint)band * BandFloats), BandFloats).Clear();

    /// <summary>Adds the gradient of a tile of the upper level.</summary>
    /// <param name="band">The tile's band.</param>
    /// <param name="tile">The tile or segment; its column is even.</param>
    /// <param name="pixels">Pixels of it: those of a tile or of a segment.</param>
    /// <param name="fartherRow">The other row, in addition to row / 2, that it was interpolated from.</param>
    /// <param name="gradient">[channels][32].</param>
    public void Add<TLanes, TVector>(int band, TileOrigin tile, int pixels, int fartherRow, float* gradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int column = tile.Column / 2;
        float* near = At(band, tile.Row / 2, column), far = At(band, fartherRow, column);
        if (2 * TLanes.Count <= pixels)
        {
            UpsamplingGradient<TLanes, TVector>.Add(_channels, pixels / 2, gradient, near, far, Stride);
        }
        else
        {
            UpsamplingGradient<Lanes128, Vector128<float>>.Add(_channels, pixels / 2, gradient, near, far, Stride);
        }
    }

    /// <summary>Reads the finished gradient of consecutive pixels of the level below.</summary>
    /// <param name="piece">Their place; zeros are written for what it skips.</param>
    /// <param name="pixels">How many, a multiple of 8.</param>
    /// <param name="target">[channels][32].</param>
    public void Read<TLanes, TVector>(Segment piece, int pixels, float* target)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        (int row, int column) = (piece.Origin.Row, piece.Origin.Column);
        int band = row / _bandRows;
        float* own = At(band, row, column);
        float* other = null;
        if (row % _bandRows == 0 && band > 0)
        {
            other = At(band - 1, row, column);
        }
        else if (row % _bandRows == _bandRows - 1 && band + 1 < Bands.Count)
        {
            other = At(band + 1, row, column);
        }

        if (TLanes.Count <= pixels)
        {
            Sum<TLanes, TVector>(own, other, pixels, target);
        }
        else
        {
            Sum<Lanes128, Vector128<float>>(own, other, pixels, target);
        }

        AddMargin(own, column, pixels, target);
        if (other != null)
        {
            AddMargin(other, column, pixels, target);
        }

        if (piece.Skip > 0)
        {
            ClearSkipped(piece.Skip, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum<TLanes, TVector>(float* own, float* other, int pixels, float* target)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Adding a row to nothing is reading it.
        TVector share = TLanes.Broadcast(other == null ? 0f : 1f);
        other = other == null ? own : other;
        for (int channel = 0; channel < _channels; channel++)
        {
            for (int pixel = 0; pixel < pixels; pixel += TLanes.Count)
            {
                TLanes.Store(target + pixel, TLanes.MultiplyAdd(share, TLanes.Load(other + pixel), TLanes.Load(own + pixel)));
            }

            own += Stride;
            other += Stride;
            target += Tile.Pixels;
        }
    }

    private void ClearSkipped(int skip, float* target)
    {
        for (int channel = 0; channel < _channels; channel++, target += Tile.Pixels)
        {
            new Span<float>(target, skip).Clear();
        }
    }

    // The first and the last column stand for what would lie beyond them.
    private void AddMargin(float* row, int column, int pixels, float* target)
    {
        if (column == 0)
        {
            AddColumn(row - 1, target);
        }

        if (column + pixels == _size)
        {
            AddColumn(row + pixels, target + pixels - 1);
        }
    }

    private void AddColumn(float* source, float* target)
    {
        for (int channel = 0; channel < _channels; channel++, source += Stride, target += Tile.Pixels)
        {
            *target += *source;
        }
    }

    private float* At(int band, int row, int column) =>
        _values + ((nint)band * BandFloats) + ((nint)(row - (band * _bandRows) + 1) * RowFloats) + Margin + column;
}
