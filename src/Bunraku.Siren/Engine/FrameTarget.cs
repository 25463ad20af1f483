namespace Bunraku.Siren.Engine;

/// <summary>Where the planes of the frame under way go. Null where a part was not asked for. The arrays are pinned while a frame is rendered.</summary>
internal unsafe struct FrameTarget
{
    public float* Blended;
    public float* Alpha;
    public float* ColorChange;
    public float* Warped;
    public float* GridChange;
}
