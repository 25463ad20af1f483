using Bunraku.Siren.Engine;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The tiles or segments that cover the needed pixels of a level, band by band.</summary>
internal sealed class LevelTiles
{
    private readonly int _size;
    private readonly int _pixels;
    private readonly int _group;
    private readonly TrainingTile[] _tiles;
    private readonly int[] _bandStarts = new int[Bands.Count + 1];
    private int _count;

    /// <param name="size">The level's width and height in pixels.</param>
    /// <param name="pixels">Pixels in a tile or segment.</param>
    /// <param name="group">Each band has a multiple of so many; the last is repeated, with nothing of it counted.</param>
    public LevelTiles(int size, int pixels, int group)
    {
        (_size, _pixels, _group) = (size, pixels, group);
        _tiles = new TrainingTile[(size * size / pixels) + (Bands.Count * group)];
    }

    public ReadOnlySpan<TrainingTile> InBand(int band) => _tiles.AsSpan(_bandStarts[band].._bandStarts[band + 1]);

    /// <summary>Covers the needed pixels. Tiles begin at even columns, because the upsampling treats pixels in pairs.</summary>
    /// <param name="needed">[size * size].</param>
    public void Cover(ReadOnlySpan<bool> needed)
    {
        _count = 0;
        int rows = _size / Bands.Count;
        for (int band = 0; band < Bands.Count; band++)
        {
            _bandStarts[band] = _count;
            for (int row = band * rows; row < (band + 1) * rows; row++)
            {
                CoverRow(row, needed.Slice(row * _size, _size));
            }

            while ((_count - _bandStarts[band]) % _group != 0)
            {
                Add(_tiles[_count - 1].Origin, _pixels);
            }
        }

        _bandStarts[Bands.Count] = _count;
    }

    private void CoverRow(int row, ReadOnlySpan<bool> needed)
    {
        int covered = 0;
        while (covered < _size)
        {
            int next = needed[covered..].IndexOf(true);
            if (next < 0)
            {
                return;
            }

            int start = Math.Min((covered + next) & ~1, _size - _pixels);
            Add(new TileOrigin(row, start), Math.Max(0, covered - start));
            covered = start + _pixels;
        }
    }

    private void Add(TileOrigin origin, int skip) => _tiles[_count++] = new TrainingTile(origin, skip);
}
