using Bunraku.Core.Errors;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>Opens the backend that a configuration names.</summary>
internal static class TrainingBackends
{
    /// <exception cref="BadInputException">It is not there.</exception>
    public static ITrainingBackend Open(BackendRequest request) => request.Name switch
    {
        "torch" => throw new BadInputException("backend: torch is not part of this build. Use backend: simd."),
        _ => new SimdTrainingBackend(new SimdTrainingOptions { Threads = request.Threads }),
    };
}
