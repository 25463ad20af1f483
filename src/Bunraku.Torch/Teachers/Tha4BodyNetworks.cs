using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>THA4's body morpher and upscaler.</summary>
internal sealed class Tha4BodyNetworks(BodyMorpher body, Upscaler upscaler) : BodyNetworks
{
    public BodyMorpher Body => body;

    public Upscaler Upscaler => upscaler;

    public override BodyStages Open(FaceStages face) => new Tha4BodyStages(this, face);

    public override void Dispose()
    {
        body.Dispose();
        upscaler.Dispose();
    }
}
