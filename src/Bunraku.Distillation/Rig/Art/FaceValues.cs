using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The face parameters of a pose by name, limited to their published ranges: a rig cannot draw beyond its extremes.</summary>
internal readonly ref struct FaceValues(ReadOnlySpan<float> pose)
{
    private readonly ReadOnlySpan<float> _pose = pose;

    /// <summary>The two-sided parameter that begins at an index.</summary>
    private float Sided(int first, int side) => Math.Clamp(_pose[first + side], 0f, 1f);

    private float Single(int index) => Math.Clamp(_pose[index], PoseParameters.All[index].Group.Minimum, 1f);

    public BrowValues Brow(int side) =>
        new(Sided(0, side), Sided(2, side), Sided(4, side), Sided(6, side), Sided(8, side), Sided(10, side));

    public EyeValues Eye(int side) => new(
        Sided(12, side), Sided(14, side), Sided(16, side), Sided(18, side), Sided(20, side), Sided(22, side), Sided(24, side), Single(37), Single(38));

    public MouthValues Mouth() => new(
        Single(26), Single(27), Single(28), Single(29), Single(30), Single(31), Single(32), Single(33), Single(34), Single(35), Single(36));
}

/// <summary>One eyebrow, 0 to 1.</summary>
internal readonly record struct BrowValues(float Troubled, float Angry, float Lowered, float Raised, float Happy, float Serious);

/// <summary>One eye: 0 to 1, the two rotations -1 to 1.</summary>
internal readonly record struct EyeValues(
    float Wink, float HappyWink, float Surprised, float Relaxed, float Unimpressed, float RaisedLower, float Small, float LookUp, float LookSide)
{
    /// <summary>How far the eye is closed, whichever of the three ways: they do not close it twice.</summary>
    public float Closed => 1f - ((1f - Wink) * (1f - HappyWink) * (1f - Relaxed));
}

/// <summary>The mouth, 0 to 1.</summary>
internal readonly record struct MouthValues(
    float Aaa,
    float Iii,
    float Uuu,
    float Eee,
    float Ooo,
    float Delta,
    float LoweredLeft,
    float LoweredRight,
    float RaisedLeft,
    float RaisedRight,
    float Smirk);
