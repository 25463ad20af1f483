namespace Bunraku.Siren.Training.Simd;

/// <summary>Where the targets of a tile begin, each the first of several planes of 512 * 512.</summary>
internal unsafe struct BodyTargets
{
    public float* Posed;
    public float* Warped;
    public float* GridChange;
}
