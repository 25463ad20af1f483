using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>Opens the backend that a configuration names.</summary>
internal static class TrainingBackends
{
    /// <exception cref="BadInputException">It is not there.</exception>
    public static ITrainingBackend Open(BackendRequest request) => request.Name switch
    {
        "torch" => TorchPlugin.Create<ITrainingBackendLoader>().Open(request.Device, request.Threads),
        _ => new SimdTrainingBackend(new SimdTrainingOptions { Threads = request.Threads }),
    };
}
