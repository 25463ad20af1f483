namespace Bunraku.Core.Images.Doctor;

/// <summary>Where the head seems to be: from the top of the hair to the middle of the neck.</summary>
/// <param name="Box">In pixels of the picture.</param>
/// <param name="Confidence">0 (a guess from proportions alone) to 1 (head, neck and shoulders stand out clearly).</param>
public sealed record HeadEstimate(PictureBox Box, double Confidence)
{
    /// <summary>Whether the estimate alone may say that a picture is placed wrongly.</summary>
    public bool IsSure => Confidence >= 0.5;
}
