using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>Opens the backend that a configuration names.</summary>
internal static class TrainingBackends
{
    /// <summary>Opens it; <c>auto</c> is libtorch where a graphics card is asked for, else the SIMD engine, which is the faster on a processor.</summary>
    /// <exception cref="BadInputException">It is not there.</exception>
    public static ITrainingBackend Open(BackendRequest request) => UsesTorch(request)
        ? TorchPlugin.Create<ITrainingBackendLoader>().Open(request.Device, request.Threads)
        : new SimdTrainingBackend(new SimdTrainingOptions { Threads = request.Threads, Simd = request.Simd });

    private static bool UsesTorch(BackendRequest request) => request.Name == "torch" || (request.Name == "auto" && request.Device is ("cuda" or "mps"));
}
