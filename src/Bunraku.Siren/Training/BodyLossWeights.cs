namespace Bunraku.Siren.Training;

/// <summary>The weights of the body network's loss terms; they change from phase to phase.</summary>
public sealed record BodyLossWeights(double Blended, double Warped, double GridChange, double ColorChange);
