using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Schedules;

/// <summary>A stretch of the training of one network.</summary>
/// <param name="Until">It holds while fewer examples than this were seen.</param>
/// <param name="LearningRate">Adam's learning rate, at its beginning.</param>
/// <param name="LearningRateEnd">The learning rate at its end, approached geometrically; the same as at the beginning for a constant one.</param>
/// <param name="Weights">The weights of the body's loss terms; null for the face, whose weights never change.</param>
public sealed record LearningPhase(long Until, double LearningRate, double LearningRateEnd, BodyLossWeights? Weights = null)
{
    /// <summary>A phase with one learning rate.</summary>
    public LearningPhase(long until, double learningRate, BodyLossWeights? weights = null)
        : this(until, learningRate, learningRate, weights)
    {
    }
}
