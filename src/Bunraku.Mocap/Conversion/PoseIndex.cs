using Bunraku.Core.Poses;

namespace Bunraku.Mocap.Conversion;

/// <summary>The places in a pose that a face moves; the right side of a pair is at the place after its left.</summary>
internal static class PoseIndex
{
    public static readonly int EyebrowTroubled = Find("eyebrow_troubled_left");
    public static readonly int EyebrowAngry = Find("eyebrow_angry_left");
    public static readonly int EyebrowLowered = Find("eyebrow_lowered_left");
    public static readonly int EyebrowRaised = Find("eyebrow_raised_left");
    public static readonly int EyebrowHappy = Find("eyebrow_happy_left");
    public static readonly int EyebrowSerious = Find("eyebrow_serious_left");
    public static readonly int EyeWink = Find("eye_wink_left");
    public static readonly int EyeHappyWink = Find("eye_happy_wink_left");
    public static readonly int EyeSurprised = Find("eye_surprised_left");
    public static readonly int EyeRelaxed = Find("eye_relaxed_left");
    public static readonly int EyeRaisedLowerEyelid = Find("eye_raised_lower_eyelid_left");
    public static readonly int IrisSmall = Find("iris_small_left");
    public static readonly int MouthAaa = Find("mouth_aaa");
    public static readonly int MouthIii = Find("mouth_iii");
    public static readonly int MouthUuu = Find("mouth_uuu");
    public static readonly int MouthEee = Find("mouth_eee");
    public static readonly int MouthOoo = Find("mouth_ooo");
    public static readonly int MouthLoweredCorner = Find("mouth_lowered_corner_left");
    public static readonly int MouthRaisedCorner = Find("mouth_raised_corner_left");
    public static readonly int IrisRotationX = Find("iris_rotation_x");
    public static readonly int IrisRotationY = Find("iris_rotation_y");
    public static readonly int HeadX = Find("head_x");
    public static readonly int HeadY = Find("head_y");
    public static readonly int NeckZ = Find("neck_z");
    public static readonly int BodyY = Find("body_y");
    public static readonly int BodyZ = Find("body_z");
    public static readonly int Breathing = Find("breathing");

    private static int Find(string name) => PoseParameters.TryFind(name, out PoseParameter? parameter)
        ? parameter.Index
        : throw new InvalidOperationException($"There is no pose parameter {name}.");
}
