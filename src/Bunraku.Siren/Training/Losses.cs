namespace Bunraku.Siren.Training;

/// <summary>The loss of a face batch, each term with its weight (1 and 20) applied.</summary>
public sealed record FaceLoss(double Full, double EyeMouth)
{
    public double Total => Full + EyeMouth;
}

/// <summary>The weights of the body network's loss terms; they change from phase to phase.</summary>
public sealed record BodyLossWeights(double Blended, double Warped, double GridChange, double ColorChange);

/// <summary>The loss of a body batch, each term with its weight applied.</summary>
public sealed record BodyLoss(double Blended, double Warped, double GridChange, double ColorChange)
{
    public double Total => Blended + Warped + GridChange + ColorChange;
}
