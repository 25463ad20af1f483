using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>
/// The colours of one GIF frame: median cut over a histogram of 64 levels a channel, then the nearest colour for each pixel. The dither is ordered
/// (Bayer): unlike error diffusion it does not crawl from frame to frame. Buffers are reused for every frame.
/// </summary>
internal sealed class GifPalette
{
    /// <summary>The palette index of a transparent pixel, the last of 256.</summary>
    public const byte Transparent = 255;

    private const int MaximumColors = 255;
    private const int Bins = 1 << 18;
    private const int Unknown = -1;
    private const int OpaqueFrom = 128;

    private static readonly byte[] Bayer =
    [
        0, 8, 2, 10,
        12, 4, 14, 6,
        3, 11, 1, 9,
        15, 7, 13, 5,
    ];

    private readonly int[] _counts = new int[Bins];
    private readonly short[] _nearest = new short[Bins];
    private readonly byte[] _colors = new byte[3 * 256];
    private int _colorCount;

    /// <summary>256 colours, R, G, B each.</summary>
    public ReadOnlySpan<byte> Colors => _colors;

    /// <summary>Whether a pixel of this alpha is shown; GIF knows nothing in between.</summary>
    public static bool IsOpaque(byte alpha) => alpha >= OpaqueFrom;

    /// <summary>Chooses the colours for a picture and gives each pixel its palette index.</summary>
    public byte[] Quantize(StraightImage image)
    {
        ChooseColors(image.Pixels);
        Array.Fill(_nearest, (short)Unknown);
        byte[] indices = new byte[image.Width * image.Height];
        for (int p = 0; p < indices.Length; p++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(4 * p, 4);

            // -4 to +3.5 levels: as wide as the error of a bin.
            int dither = (Bayer[((p / image.Width % 4) * 4) + (p % image.Width % 4)] - 8) / 2;
            indices[p] = IsOpaque(pixel[3]) ? IndexOf(BinOf(pixel, dither)) : Transparent;
        }

        return indices;
    }

    private static int BinOf(ReadOnlySpan<byte> color, int dither) =>
        (Math.Clamp(color[0] + dither, 0, 255) >> 2 << 12) | (Math.Clamp(color[1] + dither, 0, 255) >> 2 << 6) | (Math.Clamp(color[2] + dither, 0, 255) >> 2);

    /// <summary>The 6-bit level of a bin in channel 0 (red) to 2 (blue).</summary>
    private static int LevelOf(int bin, int channel) => (bin >> (12 - (6 * channel))) & 63;

    private void ChooseColors(ReadOnlySpan<byte> pixels)
    {
        Array.Clear(_counts);
        for (int p = 0; p < pixels.Length; p += 4)
        {
            if (IsOpaque(pixels[p + 3]))
            {
                _counts[BinOf(pixels.Slice(p, 4), dither: 0)]++;
            }
        }

        int[] used = [.. Enumerable.Range(0, Bins).Where(bin => _counts[bin] > 0)];
        var boxes = new List<ColorBox>();
        if (used.Length > 0)
        {
            boxes.Add(ColorBox.Around(used, _counts));
        }

        while (boxes.Count is > 0 and < MaximumColors)
        {
            ColorBox widest = boxes.MaxBy(box => box.Spread);
            if (widest.Spread == 0)
            {
                break;
            }

            boxes.Remove(widest);
            boxes.AddRange(widest.Split(_counts));
        }

        _colorCount = boxes.Count;
        Array.Clear(_colors);
        for (int i = 0; i < boxes.Count; i++)
        {
            boxes[i].WriteMean(_counts, _colors.AsSpan(3 * i));
        }
    }

    private byte IndexOf(int bin)
    {
        if (_nearest[bin] == Unknown)
        {
            _nearest[bin] = (short)FindNearest(bin);
        }

        return (byte)_nearest[bin];
    }

    private int FindNearest(int bin)
    {
        (int best, int bestDistance) = (0, int.MaxValue);
        for (int i = 0; i < _colorCount; i++)
        {
            int distance = 0;
            for (int channel = 0; channel < 3; channel++)
            {
                int difference = (LevelOf(bin, channel) << 2) + 2 - _colors[(3 * i) + channel];
                distance += difference * difference;
            }

            if (distance < bestDistance)
            {
                (best, bestDistance) = (i, distance);
            }
        }

        return best;
    }

    /// <summary>Some bins of the histogram, to become one colour.</summary>
    /// <param name="Bins">The bins.</param>
    /// <param name="Channel">The channel in which they differ most.</param>
    /// <param name="Spread">The pixels in them times the squared range in that channel: how much a split is worth.</param>
    private readonly record struct ColorBox(int[] Bins, int Channel, double Spread)
    {
        public static ColorBox Around(int[] bins, int[] counts)
        {
            (int widestChannel, int widestRange) = (0, -1);
            for (int channel = 0; channel < 3; channel++)
            {
                (int low, int high) = (63, 0);
                foreach (int bin in bins)
                {
                    int level = LevelOf(bin, channel);
                    (low, high) = (Math.Min(low, level), Math.Max(high, level));
                }

                if (high - low > widestRange)
                {
                    (widestChannel, widestRange) = (channel, high - low);
                }
            }

            double pixels = bins.Sum(bin => (double)counts[bin]);
            return new ColorBox(bins, widestChannel, pixels * widestRange * widestRange);
        }

        /// <summary>Two boxes, divided where half of the pixels lie on each side.</summary>
        public ColorBox[] Split(int[] counts)
        {
            int channel = Channel;
            int[] sorted = [.. Bins.OrderBy(bin => LevelOf(bin, channel))];
            long half = sorted.Sum(bin => (long)counts[bin]) / 2;
            int at = 0;
            for (long sum = 0; at < sorted.Length - 1 && (at == 0 || sum + counts[sorted[at]] <= half); at++)
            {
                sum += counts[sorted[at]];
            }

            return [Around(sorted[..at], counts), Around(sorted[at..], counts)];
        }

        public void WriteMean(int[] counts, Span<byte> color)
        {
            long pixels = Bins.Sum(bin => (long)counts[bin]);
            for (int channel = 0; channel < 3; channel++)
            {
                int of = channel;
                long sum = Bins.Sum(bin => (long)counts[bin] * ((LevelOf(bin, of) << 2) + 2));
                color[channel] = (byte)((sum + (pixels / 2)) / pixels);
            }
        }
    }
}
