namespace Bunraku.Siren.Training;

/// <summary>The loss of a body batch, each term with its weight applied.</summary>
/// <param name="Blended">Of the finished picture.</param>
/// <param name="Warped">Of the picture after the warp.</param>
/// <param name="GridChange">Of the warp itself.</param>
/// <param name="ColorChange">Of the colours that are blended over the warped picture.</param>
public sealed record BodyLoss(double Blended, double Warped, double GridChange, double ColorChange)
{
    /// <summary>The sum of the terms.</summary>
    public double Total => Blended + Warped + GridChange + ColorChange;
}
