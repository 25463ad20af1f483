using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Teachers;

/// <summary>THA3's rotator and editor.</summary>
internal sealed class Tha3BodyNetworks(Rotator rotator, Editor editor) : BodyNetworks
{
    public Rotator Rotator => rotator;

    public Editor Editor => editor;

    public override BodyStages Open(FaceStages face) => new Tha3BodyStages(this, face);

    public override void Dispose()
    {
        rotator.Dispose();
        editor.Dispose();
    }
}
