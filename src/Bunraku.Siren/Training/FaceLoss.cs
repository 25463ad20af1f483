namespace Bunraku.Siren.Training;

/// <summary>The loss of a face batch, each term with its weight (1 and 20) applied.</summary>
/// <param name="Full">Of the whole face crop.</param>
/// <param name="EyeMouth">Of the part inside the face mask.</param>
public sealed record FaceLoss(double Full, double EyeMouth)
{
    /// <summary>The sum of the terms.</summary>
    public double Total => Full + EyeMouth;
}
