using System.Globalization;

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
        string where = width == Size && height == Size ? "" : "When the picture is only made the right size, ";
        if (wrongSize)
        {
            findings.Add(Problem(
                PictureFault.HeadSize,
                Text($"{where}{The(where)} head is about {seen.Size:0} pixels high, {(ratio > 1 ? "too large" : "too small")} for the head box of {wanted.Size:0}.")));
        }

        if (wrongPlace)
        {
            findings.Add(Problem(PictureFault.HeadPlace, Text($"{where}{The(where)} head is outside the head box, about {Offset(right, down)}.")));
        }

        Placement placement = wrongSize || wrongPlace ? Placement.OfHead(head.Box) : plain;
        if (placement.Scale > MostEnlargement)
        {
            findings.Add(new PictureFinding(
                PictureFault.TooSmall,
                FindingSeverity.Problem,
                Text($"The head has only {head.Box.Size:0} pixels: enlarged {placement.Scale:0.0} times it gets soft."),
                null,
                "Use a larger picture if there is one."));
        }

        if (!head.IsSure)
        {
            findings.Add(new PictureFinding(
                PictureFault.HeadUnsure,
                FindingSeverity.Note,
                "The head does not stand out from the rest of the outline, so its place is a guess.",
                null,
                "Check that the head fills the head box, and move the picture if not."));
        }

        return new Result(placement, findings);
    }

    private static PictureFinding Problem(PictureFault fault, string message) =>
        new(fault, FindingSeverity.Problem, message, "The picture is scaled and shifted so that the head fills the box.");

    private static string The(string before) => before.Length == 0 ? "The" : "the";

    private static string Offset(double right, double down)
    {
        string[] parts =
        [
            .. Math.Abs(right) >= 1 ? [Text($"{Math.Abs(right):0} pixels too far {(right > 0 ? "right" : "left")}")] : Array.Empty<string>(),
            .. Math.Abs(down) >= 1 ? [Text($"{Math.Abs(down):0} pixels too {(down > 0 ? "low" : "high")}")] : Array.Empty<string>(),
        ];
        return string.Join(" and ", parts);
    }

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);

    /// <summary>A placement, and why.</summary>
    internal readonly record struct Result(Placement Placement, List<PictureFinding> Findings);
}
