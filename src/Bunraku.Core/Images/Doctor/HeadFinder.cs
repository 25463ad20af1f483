namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Estimates where the head of a standing figure is. Going down along the axis of the head, the outline widens to the head, narrows to
/// the neck and widens to the shoulders. Thin things on top (a strand, a pompon, ears next to the axis) do not count. Where hair hides the
/// neck, the skin of the face shows the chin; where that is not seen either, proportions must do.
/// </summary>
internal static class HeadFinder
{
    /// <summary>The neck is at most this part of the head's width.</summary>
    private const double MostNeck = 0.65;

    /// <summary>Shoulders are at least this much wider than the neck.</summary>
    private const double LeastShoulders = 1.3;

    /// <summary>What is narrower than this part of the head is not yet the head.</summary>
    private const double LeastTop = 0.2;

    /// <summary>From the top of the hair to the middle of the neck, as a share of the head's width: drawn heads lie in between.</summary>
    private const double LeastHeight = 0.55, MostHeight = 1.75;

    /// <summary>A higher head wears a hat: it then counts for this height.</summary>
    private const double HatHeight = 1.35, HeightUnderHat = 1.1;

    /// <summary>From the chin to the middle of the neck, as a share of the head's width.</summary>
    private const double BelowChin = 0.02;

    /// <summary>The usual height for a width, where no neck is seen.</summary>
    private const double UsualHeight = 0.85;

    /// <summary>Estimates the head of the main figure; null where there is none.</summary>
    public static HeadEstimate? Find(Figures figures, StraightImage image)
    {
        int pictureWidth = image.Width;
        if (figures.Main is not { } figure)
        {
            return null;
        }

        FigureProfile profile = FigureProfile.Along(AxisOf(figures, figure, pictureWidth), figures, figure, pictureWidth);
        Neck? neck = FindNeck(profile);
        int last = neck?.Row ?? Guess(profile).Bottom;
        if (profile.Middle(0, last) is { } axis)
        {
            // The first axis is that of the topmost rows, which may be a curl to one side; this is that of the whole head.
            var better = FigureProfile.Along(axis, figures, figure, pictureWidth);
            Neck? betterNeck = FindNeck(better);
            (profile, neck) = betterNeck is not null || neck is null ? (better, betterNeck) : (profile, neck);
        }

        HeadEstimate? outlined = neck is { } found ? FromNeck(profile, found, axis: profile.Middle(0, found.Row)) : null;
        return outlined is { IsSure: true } ? outlined : FromFace(profile, image) ?? outlined ?? FromGuess(profile, figure);
    }

    /// <summary>The median column of the figure's uppermost eighth.</summary>
    private static double AxisOf(Figures figures, Figure figure, int pictureWidth)
    {
        int last = figure.Top + Math.Max(1, figure.Height / 8);
        List<int> columns = [];
        for (int row = figure.Top; row < last; row++)
        {
            for (int column = figure.Left; column < figure.Right; column++)
            {
                if (figures.Labels[(row * pictureWidth) + column] == figure.Label)
                {
                    columns.Add(column);
                }
            }
        }

        columns.Sort();
        return columns[columns.Count / 2];
    }

    /// <summary>The first place where the outline narrows enough and widens again.</summary>
    private static Neck? FindNeck(FigureProfile profile)
    {
        int widest = 0;
        int narrowest = -1;
        for (int i = 0; i < profile.Count; i++)
        {
            if (profile[i] > widest && narrowest < 0)
            {
                widest = profile[i];
            }

            if (profile[i] <= MostNeck * widest && (narrowest < 0 || profile[i] < profile[narrowest]))
            {
                narrowest = i;
            }

            if (narrowest >= 0 && profile[i] >= LeastShoulders * Math.Max(1, profile[narrowest]))
            {
                var neck = new Neck(narrowest, widest, profile[narrowest]);
                if (IsPlausible(profile, neck))
                {
                    return neck;
                }

                (widest, narrowest) = (Math.Max(widest, profile[i]), -1);
            }
        }

        return null;
    }

    private static bool IsPlausible(FigureProfile profile, Neck neck)
    {
        int top = TopOf(profile, neck.Row, neck.HeadWidth);
        double height = (double)(neck.Row - top) / neck.HeadWidth;
        int shoulders = profile.Widest(neck.Row, neck.Row + neck.HeadWidth);
        return neck.Width > 0 && height is >= LeastHeight and <= MostHeight && neck.HeadWidth >= 0.3 * shoulders;
    }

    private static int TopOf(FigureProfile profile, int neckRow, int headWidth)
    {
        // Going up from the neck, so that a thing above the head that is wide for a few rows is not taken for its top.
        int steps = Math.Max(1, headWidth / 16);
        int i = neckRow;
        int thin = 0;
        while (i > 0 && thin < steps)
        {
            i--;
            thin = profile[i] < LeastTop * headWidth && profile[i] < profile[neckRow] ? thin + 1 : 0;
        }

        return i + thin;
    }

    private static HeadEstimate FromNeck(FigureProfile profile, Neck neck, double? axis)
    {
        int top = TopOf(profile, neck.Row, neck.HeadWidth);
        double bottom = MiddleOfNeck(profile, neck);
        double size = Math.Max(1, bottom - top);
        double confidence = Math.Clamp((0.75 - ((double)neck.Width / neck.HeadWidth)) / 0.35, 0.1, 1);
        if (size > HatHeight * neck.HeadWidth)
        {
            size = HeightUnderHat * neck.HeadWidth;
            confidence *= 0.6;
        }
        else if (size < 0.7 * neck.HeadWidth)
        {
            confidence *= 0.8;
        }

        double neckMiddle = profile.Middle(neck.Row, neck.Row + 1) ?? axis ?? 0;
        double center = ((axis ?? neckMiddle) + neckMiddle) / 2;
        return new HeadEstimate(new PictureBox(center - (size / 2), profile.Top + bottom - size, size), confidence);
    }

    /// <summary>The middle of the rows around the narrowest one that are hardly wider.</summary>
    private static double MiddleOfNeck(FigureProfile profile, Neck neck)
    {
        double limit = 1.08 * neck.Width;
        int first = neck.Row;
        while (first > 0 && profile[first - 1] <= limit)
        {
            first--;
        }

        int last = neck.Row;
        while (last + 1 < profile.Count && profile[last + 1] <= limit)
        {
            last++;
        }

        return (first + last + 1) / 2.0;
    }

    private static HeadEstimate? FromFace(FigureProfile profile, StraightImage image)
    {
        (int top, int bottom) = Guess(profile);
        if (profile.Middle(top, bottom) is not { } axis)
        {
            return null;
        }

        int width = profile.Widest(top, bottom);
        double? size = FaceSkin.FindChin(image, axis, profile.Top + top, width) is { } chin ? chin + (BelowChin * width) - profile.Top - top : null;
        return size >= LeastHeight * width && size <= HatHeight * width
            ? new HeadEstimate(new PictureBox(axis - (size.Value / 2), profile.Top + top, size.Value), Confidence: 0.6)
            : null;
    }

    private static HeadEstimate FromGuess(FigureProfile profile, Figure figure)
    {
        (int top, int bottom) = Guess(profile);
        double size = Math.Max(1, bottom - top);
        double center = profile.Middle(top, bottom) ?? ((figure.Left + figure.Right) / 2.0);
        return new HeadEstimate(new PictureBox(center - (size / 2), profile.Top + top, size), Confidence: 0.2);
    }

    /// <summary>A head as high as is usual for its width.</summary>
    private static (int Top, int Bottom) Guess(FigureProfile profile)
    {
        int widest = 0;
        int top = 0;
        for (int i = 0; i < profile.Count; i++)
        {
            widest = Math.Max(widest, profile[i]);
            while (profile[top] < LeastTop * widest)
            {
                top++;
            }

            if (widest > 0 && i - top >= UsualHeight * widest)
            {
                return (top, i);
            }
        }

        return (Math.Min(top, profile.Count - 1), profile.Count);
    }

    /// <summary>The narrowest row between head and shoulders.</summary>
    /// <param name="Row">Counted from the top of the figure.</param>
    /// <param name="HeadWidth">The largest width above.</param>
    /// <param name="Width">The width there.</param>
    private readonly record struct Neck(int Row, int HeadWidth, int Width);
}
