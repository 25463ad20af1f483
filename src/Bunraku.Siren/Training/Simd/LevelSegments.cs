using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The segments of a level that are computed, band by band and four to a tile: first the tiles of neighbours, then the rest.</summary>
internal sealed class LevelSegments
{
    private readonly int _size;
    private readonly Segment[] _segments;
    private readonly Segment[] _rest;
    private readonly int[] _bandStarts = new int[Bands.Count + 1];
    private readonly int[] _order = new int[Bands.Count];
    private int _count;
    private int _restCount;
    private int _pending;

    /// <param name="size">The level's width and height in pixels.</param>
    public LevelSegments(int size)
    {
        _size = size;
        _segments = new Segment[size * size / Tile.SegmentPixels];
        _rest = new Segment[_segments.Length / Bands.Count];
    }

    /// <summary>The segments of a band, a multiple of four.</summary>
    public ReadOnlySpan<Segment> InBand(int band) => _segments.AsSpan(_bandStarts[band].._bandStarts[band + 1]);

    /// <summary>The bands from the fullest to the emptiest: taken in this order, threads finish at about the same time.</summary>
    public int BandAt(int turn) => _order[turn];

    /// <summary>Covers the pixels whose weight is not 0, each of them once.</summary>
    /// <param name="weights">[size * size]; a segment gets the weight of its first pixel that is wanted.</param>
    public void Cover(ReadOnlySpan<float> weights)
    {
        _count = 0;
        int rows = _size / Bands.Count;
        for (int band = 0; band < Bands.Count; band++)
        {
            _bandStarts[band] = _count;
            for (int row = band * rows; row < (band + 1) * rows; row++)
            {
                CoverRow(row, weights.Slice(row * _size, _size));
                SetAside();
            }

            AppendRest();
        }

        _bandStarts[Bands.Count] = _count;
        Order();
    }

    private void Order()
    {
        for (int band = 0; band < Bands.Count; band++)
        {
            int turn = band;
            for (; turn > 0 && InBand(_order[turn - 1]).Length < InBand(band).Length; turn--)
            {
                _order[turn] = _order[turn - 1];
            }

            _order[turn] = band;
        }
    }

    private void CoverRow(int row, ReadOnlySpan<float> weights)
    {
        for (int covered = 0; covered < _size;)
        {
            int next = weights[covered..].IndexOfAnyExcept(0f);
            if (next < 0)
            {
                return;
            }

            int start = Math.Min((covered + next) & ~1, _size - Tile.SegmentPixels);
            Add(new Segment(new TileOrigin(row, start), Math.Max(0, covered - start), weights[covered + next]));
            covered = start + Tile.SegmentPixels;
        }
    }

    // The last segments, up to three, wait for neighbours to fill a tile with.
    private void Add(Segment segment)
    {
        if (_pending > 0 && !segment.Follows(_segments[_count - 1]))
        {
            SetAside();
        }

        _segments[_count++] = segment;
        _pending = (_pending + 1) % Tile.Segments;
    }

    private void SetAside()
    {
        for (; _pending > 0; _pending--)
        {
            _rest[_restCount++] = _segments[--_count];
        }
    }

    // A tile that is not full repeats its last segment, of which nothing is counted.
    private void AppendRest()
    {
        _rest.AsSpan(0, _restCount).CopyTo(_segments.AsSpan(_count));
        _count += _restCount;
        for (; _restCount % Tile.Segments != 0; _restCount++)
        {
            _segments[_count] = _segments[_count - 1] with { Skip = Tile.SegmentPixels, Weight = 0f };
            _count++;
        }

        _restCount = 0;
    }
}
