namespace Bunraku.Siren.Training;

/// <summary>The loss of a face batch, each term with its weight (1 and 20) applied.</summary>
public sealed record FaceLoss(double Full, double EyeMouth)
{
    public double Total => Full + EyeMouth;
}
