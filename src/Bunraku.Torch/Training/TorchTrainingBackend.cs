using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;

namespace Bunraku.Torch.Training;

/// <summary>Trains the student networks with libtorch, on a processor or a graphics card.</summary>
internal sealed class TorchTrainingBackend(Placement placement) : ITrainingBackend
{
    public string Name => $"torch ({placement.Name})";

    public IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask) =>
        TorchThread.Run(() => new TorchFaceTrainer(weights, optimizer, mask, placement));

    public IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling) =>
        TorchThread.Run(() => new TorchBodyTrainer(weights, optimizer, placement));

    public void Dispose()
    {
    }
}
