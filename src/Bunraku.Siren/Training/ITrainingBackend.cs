using Bunraku.Core.Checkpoints;

namespace Bunraku.Siren.Training;

/// <summary>Something that can train the two student networks: the SIMD engine run backwards, or libtorch.</summary>
public interface ITrainingBackend : IDisposable
{
    /// <summary>What a user reads: <c>simd</c>, <c>torch (cpu)</c>, <c>torch (cuda)</c>.</summary>
    string Name { get; }

    /// <summary>What a user should know about how it computes here, in one line; null where it computes as usual.</summary>
    string? Notice => null;

    /// <summary>Begins or continues with the training of a face network.</summary>
    /// <param name="weights">Keys and shapes of the published face network; copied.</param>
    /// <param name="optimizer">Copied.</param>
    /// <param name="mask">[128, 128]: 1 where the error counts extra, else 0.</param>
    /// <param name="sampling">Which part of each example is computed, or null for the exact gradient. libtorch always computes all.</param>
    /// <exception cref="Core.Errors.BadInputException">The backend has no such optimizer: libtorch has Adam only.</exception>
    IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling = null);

    /// <summary>Begins or continues with the training of a body network.</summary>
    /// <param name="weights">Keys and shapes of the published body network; copied.</param>
    /// <param name="optimizer">Copied.</param>
    /// <param name="sampling">Which part of each example is computed, or null for the exact full-frame gradient. libtorch always computes all.</param>
    /// <exception cref="Core.Errors.BadInputException">The backend has no such optimizer.</exception>
    IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling);
}
