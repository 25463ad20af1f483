namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Separates a character from any background by a few marks of the user. Every pixel gets a value from 0 (background) to 1 (character). Those under marks
/// are fixed, and neighbours of a like colour get like values. Colours that are common on one side only pull towards it. That is the random walker with priors. Source: Leo Grady, "Multilabel random walker image segmentation using prior models", CVPR 2005.
/// </summary>
internal sealed class MarkedCut
{
    /// <summary>The longest side of the picture that it is computed on.</summary>
    public const int Side = 512;

    /// <summary>Cells of a colour histogram along each axis.</summary>
    private const int Bins = 16;

    /// <summary>How strongly a colour pulls, next to 1 for the bond of two neighbours of the same colour.</summary>
    private const float Pull = 0.02f;

    private const int Rounds = 3;

    private readonly StraightImage _image;
    private readonly float[] _fixed;
    private readonly bool[]? _keyed;
    private readonly int[] _bins;

    /// <summary>Prepares a cut.</summary>
    /// <param name="image">A picture of at most <see cref="Side"/> pixels a side.</param>
    /// <param name="strokes">Marks, in its pixels.</param>
    /// <param name="keyed">What its colour says is background; null where the background is of many colours.</param>
    private MarkedCut(StraightImage image, IEnumerable<CutStroke> strokes, bool[]? keyed)
    {
        (_image, _keyed) = (image, keyed);
        _fixed = new float[image.Width * image.Height];
        Array.Fill(_fixed, float.NaN);
        FixBorder();
        foreach (CutStroke stroke in strokes.Where(stroke => stroke.IsMark))
        {
            stroke.ForEachPixel(image.Width, image.Height, (pixel, _) => _fixed[pixel] = stroke.Kind == StrokeKind.Keep ? 1 : 0);
        }

        _bins = new int[_fixed.Length];
        for (int i = 0; i < _bins.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(4 * i, 4);
            _bins[i] = (((pixel[0] * Bins / 256 * Bins) + (pixel[1] * Bins / 256)) * Bins) + (pixel[2] * Bins / 256);
        }
    }

    /// <summary>The values of all pixels of a picture, 0 to 1.</summary>
    /// <inheritdoc cref="MarkedCut(StraightImage, IEnumerable{CutStroke}, bool[])"/>
    public static float[] Find(StraightImage image, IReadOnlyCollection<CutStroke> strokes, bool[]? keyed)
    {
        var cut = new MarkedCut(image, strokes, keyed);
        var walker = new RandomWalker(image, cut._fixed);
        float[] values = new float[cut._fixed.Length];
        Array.Fill(values, 0.5f);
        for (int round = 0; round < Rounds; round++)
        {
            walker.Solve(values, cut.Pulls(values, isFirst: round == 0), Pull);
        }

        return values;
    }

    /// <summary>The upper, left and right border is background, where neither a mark nor the colour says otherwise.</summary>
    private void FixBorder()
    {
        int width = _image.Width;
        for (int i = 0; i < _fixed.Length; i = i < width - 1 ? i + 1 : i % width == 0 ? i + width - 1 : i + 1)
        {
            _fixed[i] = _keyed is null || _keyed[i] ? 0 : float.NaN;
        }
    }

    /// <summary>For each pixel how much its colour speaks for the character: -1 to 1.</summary>
    private float[] Pulls(float[] values, bool isFirst)
    {
        (float[] inside, float[] outside) = (new float[Bins * Bins * Bins], new float[Bins * Bins * Bins]);
        for (int i = 0; i < values.Length; i++)
        {
            bool isMarked = !float.IsNaN(_fixed[i]);
            float side = isMarked ? _fixed[i] : !isFirst ? values[i] : _keyed is null ? 0.5f : _keyed[i] ? 0 : 1;
            if (side > 0.5f)
            {
                inside[_bins[i]] += isMarked ? 4 : 1;
            }
            else if (side < 0.5f)
            {
                outside[_bins[i]] += 1;
            }
        }

        (float allInside, float allOutside) = (Math.Max(1, inside.Sum()), Math.Max(1, outside.Sum()));
        float[] pulls = new float[values.Length];
        for (int i = 0; i < pulls.Length; i++)
        {
            (float one, float other) = (inside[_bins[i]] / allInside, outside[_bins[i]] / allOutside);
            pulls[i] = (one - other) / (one + other + 1e-4f);
        }

        return pulls;
    }
}
