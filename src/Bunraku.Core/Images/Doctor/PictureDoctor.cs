
using System.Collections.Immutable;

namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Says what keeps a picture from becoming a character, and fixes it: any picture in, 512x512 with a transparent background and the head
/// in its place out. Pure functions; none changes the picture it is given.
/// </summary>
public static class PictureDoctor
{
    /// <summary>A picture with a longer side is reduced to this before it is cleaned: four times what comes out.</summary>
    public const int WorkingSide = 2048;

    /// <summary>Looks at a picture: what is wrong, how that can be fixed, and where the head is.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="background">The background to remove, where the user knows better than its border tells.</param>
    /// <param name="strokes">What the user has drawn to separate the character from its background.</param>
    public static PictureReport Examine(StraightImage image, BackgroundCut? background = null, ImmutableArray<CutStroke>? strokes = null) =>
        PictureExamination.Of(image, background, strokes ?? []);

    /// <summary>Fixes a picture as planned. <see cref="Clean"/> and <see cref="Place"/> are its two halves.</summary>
    /// <returns>512x512. With a plan that changes nothing, the pixels of the given picture.</returns>
    public static StraightImage Mend(StraightImage image, MendPlan plan) =>
        Place(plan.OnlyPlaces ? image : Clean(image, plan), image, plan.Placement);

    /// <summary>The first half of <see cref="Mend"/>, which takes the longer: everything but the placement.</summary>
    /// <returns>The cleaned picture; reduced so that neither side is beyond <see cref="WorkingSide"/>.</returns>
    public static StraightImage Clean(StraightImage image, MendPlan plan)
    {
        StraightImage source = Reduce(image);
        ImmutableArray<CutStroke> strokes = plan.Strokes.IsEmpty ? [] : [.. plan.Strokes.Select(stroke => stroke.Scaled((double)source.Width / image.Width))];
        StraightImage work = plan.OnlyPlaces ? source : BackgroundRemoval.Apply(source, plan.Background, strokes);
        if (plan.ClearsHaze)
        {
            SoftPixels.ClearHaze(work);
        }

        if (plan.ClearsHalo)
        {
            SoftPixels.ClearHalo(work);
        }

        if (plan.CleansEdges)
        {
            EdgeColors.Clean(work);
        }

        if (plan.RemovesSpecks || plan.RemovesOtherFigures)
        {
            FigureRemoval.Apply(work, plan.RemovesSpecks, plan.RemovesOtherFigures);
        }

        return Brush(work, image, plan.Strokes);
    }

    /// <summary>The last part of <see cref="Clean"/>, which is quick: what the user restores and erases with a brush.</summary>
    /// <param name="cleaned">The picture as it is without.</param>
    /// <param name="image">The original picture.</param>
    /// <param name="strokes">In pixels of the original; marks are left out.</param>
    /// <returns>A new picture, unless there is no such stroke.</returns>
    public static StraightImage Brush(StraightImage cleaned, StraightImage image, ImmutableArray<CutStroke> strokes)
    {
        CutStroke[] brushed = [.. strokes.Where(stroke => !stroke.IsMark).Select(stroke => stroke.Scaled((double)cleaned.Width / image.Width))];
        if (brushed.Length == 0)
        {
            return cleaned;
        }

        var result = new StraightImage(cleaned.Width, cleaned.Height, [.. cleaned.Pixels]);
        CutBrush.Apply(result, Reduce(image), brushed);
        return result;
    }

    /// <summary>The second half of <see cref="Mend"/>: lays a cleaned picture onto the canvas.</summary>
    /// <param name="cleaned">What <see cref="Clean"/> made of the original, or the original itself.</param>
    /// <param name="original">The original picture given.</param>
    /// <param name="placement">In pixels of the original.</param>
    /// <returns>512x512.</returns>
    public static StraightImage Place(StraightImage cleaned, StraightImage original, Placement placement)
    {
        const int Size = CharacterPicture.Size;
        if (placement.Scale <= 1 && placement == Placement.CenteredSquare(original.Width, original.Height))
        {
            return LanczosResize.ToSquare(cleaned, Size);
        }

        double reduction = (double)cleaned.Width / original.Width;
        return PlacedResize.Draw(cleaned, placement.AfterScaling(reduction), Size, Size);
    }

    /// <summary>The picture as it is worked on: neither side is beyond <see cref="WorkingSide"/>. Everything that is done to it gives nearly the same as with all its pixels.</summary>
    public static StraightImage Reduce(StraightImage image)
    {
        int longest = Math.Max(image.Width, image.Height);
        if (longest <= WorkingSide)
        {
            return image;
        }

        double factor = (double)WorkingSide / longest;
        int width = Math.Max(1, (int)Math.Round(image.Width * factor));
        int height = Math.Max(1, (int)Math.Round(image.Height * factor));
        StraightImage reduced = PlacedResize.Draw(image, new Placement(factor, 0, 0), width, height);
        return new StraightImage(width, height, reduced.Pixels) { HasUnusedProfile = image.HasUnusedProfile, FileSize = image.FileSize };
    }
}
