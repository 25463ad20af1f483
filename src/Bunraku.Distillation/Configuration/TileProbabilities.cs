namespace Bunraku.Distillation.Configuration;

/// <summary>How often a block of pixels of a body example is computed; what is left out is made up for by weights.</summary>
/// <param name="Inside">The probability, above 0 and at most 1, of a block that any pose can reach.</param>
/// <param name="Outside">The probability, above 0 and at most 1, of another block.</param>
public sealed record TileProbabilities(double Inside, double Outside);
