namespace Bunraku.Siren.Training;

/// <summary>The weights of the body network's loss terms; they change from phase to phase.</summary>
/// <param name="Blended">Of the finished picture.</param>
/// <param name="Warped">Of the picture after the warp.</param>
/// <param name="GridChange">Of the warp itself.</param>
/// <param name="ColorChange">Of the colours that are blended over the warped picture.</param>
public sealed record BodyLossWeights(double Blended, double Warped, double GridChange, double ColorChange);
