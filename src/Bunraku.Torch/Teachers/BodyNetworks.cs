using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>The last two networks of a family.</summary>
internal abstract class BodyNetworks : IDisposable
{
    /// <summary>Those of the family that the weights are of.</summary>
    public static BodyNetworks Of(IReadOnlyDictionary<string, NetworkWeights> weights, TensorPlacement placement) => weights.ContainsKey(TeacherNetworkNames.Rotator)
        ? new Tha3BodyNetworks(new Rotator(weights[TeacherNetworkNames.Rotator], placement), new Editor(weights[TeacherNetworkNames.Editor], placement))
        : new Tha4BodyNetworks(new BodyMorpher(weights[TeacherNetworkNames.BodyMorpher], placement), new Upscaler(weights[TeacherNetworkNames.Upscaler], placement));

    /// <summary>Binds them to a picture.</summary>
    public abstract BodyStages Open(FaceStages face);

    public abstract void Dispose();
}
