namespace Bunraku.Siren.Training;

/// <summary>The loss of a body batch, each term with its weight applied.</summary>
public sealed record BodyLoss(double Blended, double Warped, double GridChange, double ColorChange)
{
    public double Total => Blended + Warped + GridChange + ColorChange;
}
