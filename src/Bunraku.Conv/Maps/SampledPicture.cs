using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Maps;

/// <summary>A picture of four channels that is read in two ways: as planes by convolutions, and pixel by pixel by the grid sample.</summary>
internal sealed unsafe class SampledPicture(EngineMemory memory, int size)
{
    /// <summary>The picture as planes.</summary>
    public FeatureMap Map { get; } = FeatureMap.Lasting(memory, channels: 4, size);

    /// <summary>
    /// [size + 1][size + 1][R, G, B, A]: one more than the picture, so that the tap behind the last row or column, whose weight is 0, may be read.
    /// </summary>
    public float* Pixels { get; } = memory.Take(4 * (size + 1) * (size + 1));

    public int Size => size;

    /// <summary>Stores the 32 pixels of a tile [4][32].</summary>
    public void StoreTile(int row, int column, float* tile)
    {
        Map.StoreTile(row, column, tile);
        float* pixel = Pixel(row, column);
        for (int i = 0; i < Tile.Pixels; i++, pixel += 4)
        {
            pixel[0] = tile[i];
            pixel[1] = tile[Tile.Pixels + i];
            pixel[2] = tile[(2 * Tile.Pixels) + i];
            pixel[3] = tile[(3 * Tile.Pixels) + i];
        }
    }

    /// <summary>Stores a square cut-out of a picture of four planes.</summary>
    /// <param name="planes">[4][sourceSize][sourceSize].</param>
    /// <param name="sourceSize">Rows, and columns, of these planes.</param>
    /// <param name="top">The first row of the cut-out.</param>
    /// <param name="left">Its first column.</param>
    public void Load(ReadOnlySpan<float> planes, int sourceSize, int top, int left)
    {
        for (int channel = 0; channel < 4; channel++)
        {
            for (int row = 0; row < size; row++)
            {
                ReadOnlySpan<float> source = planes.Slice((((channel * sourceSize) + top + row) * sourceSize) + left, size);
                source.CopyTo(new Span<float>(Map.Row(channel, row), size));
                float* pixel = Pixel(row, 0) + channel;
                for (int column = 0; column < size; column++)
                {
                    pixel[4 * column] = source[column];
                }
            }
        }
    }

    private float* Pixel(int row, int column) => Pixels + (4 * ((row * (size + 1)) + column));
}
