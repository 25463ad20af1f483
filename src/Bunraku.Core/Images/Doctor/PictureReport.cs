using System.Collections.Immutable;

namespace Bunraku.Core.Images.Doctor;

/// <summary>What <see cref="PictureDoctor.Examine"/> found out about a picture, and what it proposes.</summary>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
/// <param name="Findings">The gravest first.</param>
/// <param name="Head">Where the head seems to be; null where there is no figure.</param>
/// <param name="Background">The colour of a flat background, also where it is not a problem; null where there is none.</param>
/// <param name="Plan">The fix that is proposed; for a good picture it changes nothing.</param>
public sealed record PictureReport(
    int Width, int Height, ImmutableArray<PictureFinding> Findings, HeadEstimate? Head, SrgbColor? Background, MendPlan Plan)
{
    /// <summary>What follows from the gravest finding: the picture is good, can be fixed, or cannot be used.</summary>
    public PictureVerdict Verdict => Findings.Select(finding => finding.Severity).DefaultIfEmpty(FindingSeverity.Note).Max() switch
    {
        FindingSeverity.Note => PictureVerdict.Good,
        FindingSeverity.Problem => PictureVerdict.Mendable,
        _ => PictureVerdict.Unusable,
    };

    /// <summary>The finding of a kind, or null.</summary>
    public PictureFinding? Find(PictureFault fault) => Findings.FirstOrDefault(finding => finding.Fault == fault);
}
