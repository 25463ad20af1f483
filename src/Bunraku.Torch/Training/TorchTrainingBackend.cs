using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;

namespace Bunraku.Torch.Training;

/// <summary>Trains the student networks with libtorch, on a processor or a graphics card.</summary>
internal sealed class TorchTrainingBackend(TensorPlacement placement, Phrase? notice) : ITrainingBackend
{
    public string Name => $"torch ({placement.Name})";

    public string? Notice => notice?.ToString();

    public IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling = null) =>
        TorchThread.Run(() => new TorchFaceTrainer(weights, RequireAdam(optimizer), mask, placement));

    public IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling) =>
        TorchThread.Run(() => new TorchBodyTrainer(weights, RequireAdam(optimizer), placement));

    public void Dispose()
    {
    }

    private static AdamState RequireAdam(AdamState optimizer) => optimizer.Preconditioners is null
        ? optimizer
        : throw new BadInputException("The optimizer soap needs the backend simd. Choose that backend, or the optimizer adam.");
}
