namespace Bunraku.Core.Images.Doctor;

/// <summary>Makes the background transparent: by its colour, by the marks of the user, or by both.</summary>
internal static class BackgroundRemoval
{
    /// <summary>A background of many colours: from these values of <see cref="MarkedCut"/> on a pixel begins to show, and is solid.</summary>
    private const float FirstVisible = 0.35f, FirstSolid = 0.65f;

    /// <summary>Below this value a pixel goes, whatever its colour is.</summary>
    private const float SurelyBackground = 0.15f;

    /// <summary>A copy of a picture without its background.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="cut">The colour of the background, or null.</param>
    /// <param name="strokes">What the user has drawn, in pixels of this picture.</param>
    public static StraightImage Apply(StraightImage image, BackgroundCut? cut, IReadOnlyCollection<CutStroke> strokes)
    {
        byte[]? marks = cut is null ? null : BackgroundFill.Find(image, cut);
        if (!strokes.Any(stroke => stroke.IsMark))
        {
            return cut is null ? new StraightImage(image.Width, image.Height, [.. image.Pixels]) : EdgeUnmixing.CutOut(image, cut, marks!);
        }

        ValueGrid values = ValuesOf(image, marks, cut, strokes);
        if (cut is null)
        {
            StraightImage soft = Softened(image, values);
            EdgeColors.Clean(soft);
            return soft;
        }

        var distance = new ColorDistance(cut.Color);
        for (int i = 0; i < marks!.Length; i++)
        {
            float value = values.At(i, image.Width);
            bool isBackground = value < SurelyBackground || (value < 0.5f && distance.To(image.Pixels.AsSpan(4 * i, 4)) <= cut.Tolerance);
            marks[i] = isBackground ? BackgroundFill.Reached : (byte)0;
        }

        return EdgeUnmixing.CutOut(image, cut, marks);
    }

    private static ValueGrid ValuesOf(StraightImage image, byte[]? marks, BackgroundCut? cut, IReadOnlyCollection<CutStroke> strokes)
    {
        double factor = Math.Min(1, (double)MarkedCut.Side / Math.Max(image.Width, image.Height));
        (int width, int height) = (Math.Max(1, (int)Math.Round(factor * image.Width)), Math.Max(1, (int)Math.Round(factor * image.Height)));
        StraightImage small = factor == 1 ? image : PlacedResize.Draw(image, new Placement(factor, 0, 0), width, height);
        bool[]? keyed = null;
        if (marks is not null)
        {
            keyed = new bool[width * height];
            for (int i = 0; i < keyed.Length; i++)
            {
                int row = Math.Min(image.Height - 1, (int)((i / width) / factor));
                int column = Math.Min(image.Width - 1, (int)((i % width) / factor));
                byte mark = marks[(row * image.Width) + column];
                keyed[i] = mark == BackgroundFill.Reached || (cut!.Enclosed && mark == BackgroundFill.Enclosed);
            }
        }

        return new ValueGrid(MarkedCut.Find(small, [.. strokes.Select(stroke => stroke.Scaled(factor))], keyed), width, height, factor);
    }

    private static StraightImage Softened(StraightImage image, ValueGrid values)
    {
        var result = new StraightImage(image.Width, image.Height, [.. image.Pixels]);
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            float share = Math.Clamp((values.At(i, image.Width) - FirstVisible) / (FirstSolid - FirstVisible), 0, 1);
            result.Pixels[(4 * i) + 3] = (byte)MathF.Round(result.Pixels[(4 * i) + 3] * share);
            if (share == 0)
            {
                result.Pixels.AsSpan(4 * i, 4).Clear();
            }
        }

        return result;
    }

    /// <summary>Values on a grid that may be coarser than the picture.</summary>
    private readonly record struct ValueGrid(float[] Values, int Width, int Height, double Factor)
    {
        /// <summary>The value at a pixel of the picture, between the grid's values.</summary>
        public float At(int pixel, int pictureWidth)
        {
            if (Factor == 1)
            {
                return Values[pixel];
            }

            float x = (float)Math.Clamp((((pixel % pictureWidth) + 0.5) * Factor) - 0.5, 0, Width - 1);
            float y = (float)Math.Clamp((((pixel / pictureWidth) + 0.5) * Factor) - 0.5, 0, Height - 1);
            (int left, int top) = ((int)x, (int)y);
            (int right, int bottom) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
            float upper = float.Lerp(Values[(top * Width) + left], Values[(top * Width) + right], x - left);
            float lower = float.Lerp(Values[(bottom * Width) + left], Values[(bottom * Width) + right], x - left);
            return float.Lerp(upper, lower, y - top);
        }
    }
}
