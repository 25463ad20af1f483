namespace Bunraku.Distillation.Configuration;

/// <summary>How often a part of an example's pixels is computed, all probabilities above 0 and at most 1; what is left out is made up for by weights.</summary>
/// <param name="Inside">Of a block of the body's picture that any pose can reach.</param>
/// <param name="Outside">Of another block.</param>
/// <param name="FaceMask">Of a run of the face's pixels that touches the face mask.</param>
/// <param name="FaceRest">Of another run.</param>
public sealed record TileProbabilities(double Inside, double Outside, double FaceMask = 1, double FaceRest = 1);
