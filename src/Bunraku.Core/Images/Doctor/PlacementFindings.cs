using Bunraku.Core.Errors;

namespace Bunraku.Core.Images.Doctor;

/// <summary>Whether the head is where it should be, and the placement that brings it there.</summary>
internal static class PlacementFindings
{
    private const int Size = CharacterPicture.Size;

    /// <summary>How much larger or smaller than the head box, and how far from it (in canvas pixels), a head may be that is known for sure.</summary>
    private const double SureFactor = 1.25, SureShift = 16;

    /// <summary>The same for a guess, which is easily wrong by that much itself.</summary>
    private const double GuessFactor = 1.7, GuessShift = 48;

    /// <summary>A picture that has to be enlarged more than this gets soft.</summary>
    private const double MostEnlargement = 2;

    /// <summary>Looks at where the head would be if the picture were only made the right size, as the original does.</summary>
    public static Result Of(HeadEstimate head, int width, int height)
    {
        Placement plain = Placement.CenteredSquare(width, height);
        PictureBox seen = plain.Map(head.Box);
        PictureBox wanted = PictureBox.Head;
        double factor = head.IsSure ? SureFactor : GuessFactor;
        double shift = head.IsSure ? SureShift : GuessShift;
        double right = seen.CenterX - wanted.CenterX;
        double down = seen.Bottom - wanted.Bottom;
        double ratio = seen.Size / wanted.Size;
        bool wrongSize = ratio > factor || ratio < 1 / factor;
        bool wrongPlace = Math.Abs(right) > shift || Math.Abs(down) > shift;
        List<PictureFinding> findings = [];
        bool isRightSize = width == Size && height == Size;
        if (wrongSize)
        {
            findings.Add(Problem(PictureFault.HeadSize, (isRightSize, ratio > 1) switch
            {
                (true, true) => Phrase.Of($"The head is about {seen.Size:0} pixels high, too large for the head box of {wanted.Size:0}."),
                (true, false) => Phrase.Of($"The head is about {seen.Size:0} pixels high, too small for the head box of {wanted.Size:0}."),
                (false, true) => Phrase.Of($"When the picture is only made the right size, the head is about {seen.Size:0} pixels high, too large for the head box of {wanted.Size:0}."),
                (false, false) => Phrase.Of($"When the picture is only made the right size, the head is about {seen.Size:0} pixels high, too small for the head box of {wanted.Size:0}."),
            }));
        }

        if (wrongPlace)
        {
            findings.Add(Problem(PictureFault.HeadPlace, isRightSize
                ? Phrase.Of($"The head is outside the head box, about {Offset(right, down)}.")
                : Phrase.Of($"When the picture is only made the right size, the head is outside the head box, about {Offset(right, down)}.")));
        }

        Placement placement = wrongSize || wrongPlace ? Placement.OfHead(head.Box) : plain;
        if (placement.Scale > MostEnlargement)
        {
            findings.Add(new PictureFinding(
                PictureFault.TooSmall,
                FindingSeverity.Problem,
                Phrase.Of($"The head has only {head.Box.Size:0} pixels: enlarged {placement.Scale:0.0} times it gets soft."),
                null,
                Phrase.Of("Use a larger picture if there is one.")));
        }

        if (!head.IsSure)
        {
            findings.Add(new PictureFinding(
                PictureFault.HeadUnsure,
                FindingSeverity.Note,
                Phrase.Of("The head does not stand out from the rest of the outline, so its place is a guess."),
                null,
                Phrase.Of("Check that the head fills the head box, and move the picture if not.")));
        }

        return new Result(placement, findings);
    }

    private static PictureFinding Problem(PictureFault fault, Phrase message) =>
        new(fault, FindingSeverity.Problem, message, Phrase.Of("The picture is scaled and shifted so that the head fills the box."));

    /// <summary>How far the head is from its box. One of both numbers is more than a pixel.</summary>
    private static Phrase Offset(double right, double down)
    {
        Phrase aside = right > 0 ? Phrase.Of($"{Math.Abs(right):0} pixels too far right") : Phrase.Of($"{Math.Abs(right):0} pixels too far left");
        Phrase above = down > 0 ? Phrase.Of($"{Math.Abs(down):0} pixels too low") : Phrase.Of($"{Math.Abs(down):0} pixels too high");
        return Math.Abs(down) < 1 ? aside : Math.Abs(right) < 1 ? above : Phrase.Of($"{aside} and {above}");
    }

    /// <summary>A placement, and why.</summary>
    internal readonly record struct Result(Placement Placement, List<PictureFinding> Findings);
}
