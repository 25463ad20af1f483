using System.Numerics;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;

namespace Bunraku.Mocap.Sending;

/// <summary>
/// A pose as one packet of the Virtual Motion Capture protocol: the turn of head and eyes as bones, and the preset expressions of VRM 0, which every receiver
/// knows. What VRM has no preset for is left out: single brows, the body, the breath.
/// </summary>
public static class VmcPacket
{
    /// <summary>How far an eye's bone turns for a full look to the side.</summary>
    private const float FullGazeDegrees = 15;

    /// <summary>Writes a packet of less than 1,500 bytes.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="seconds">The sender's clock.</param>
    public static byte[] Write(Pose pose, float seconds)
    {
        OscBundle bundle = new OscBundle().Add("/VMC/Ext/OK", 1).Add("/VMC/Ext/T", seconds);
        AddBone(bundle, "Head", PoseConverter.HeadXLimitDegrees * -pose[PoseIndex.HeadX], PoseConverter.HeadYLimitDegrees * -pose[PoseIndex.HeadY], PoseConverter.HeadZLimitDegrees * pose[PoseIndex.NeckZ]);
        foreach (string eye in (ReadOnlySpan<string>)["LeftEye", "RightEye"])
        {
            AddBone(bundle, eye, FullGazeDegrees * -pose[PoseIndex.IrisRotationX], FullGazeDegrees * -pose[PoseIndex.IrisRotationY], 0);
        }

        foreach ((string name, float value) in Expressions(pose))
        {
            bundle.Add("/VMC/Ext/Blend/Val", name, Math.Min(Math.Max(value, 0), 1)); // Never -0.
        }

        return bundle.Add("/VMC/Ext/Blend/Apply").ToArray();
    }

    private static (string Name, float Value)[] Expressions(Pose pose) =>
    [
        ("A", pose[PoseIndex.MouthAaa]),
        ("I", pose[PoseIndex.MouthIii]),
        ("U", pose[PoseIndex.MouthUuu]),
        ("E", pose[PoseIndex.MouthEee]),
        ("O", pose[PoseIndex.MouthOoo]),
        ("Blink_L", Closed(pose, 0)),
        ("Blink_R", Closed(pose, 1)),
        ("Fun", Both(pose, PoseIndex.MouthRaisedCorner)),
        ("Angry", Both(pose, PoseIndex.EyebrowAngry)),
        ("Sorrow", Math.Max(Both(pose, PoseIndex.EyebrowTroubled), Both(pose, PoseIndex.MouthLoweredCorner))),
        ("Surprised", Both(pose, PoseIndex.EyeSurprised)),
        ("LookUp", pose[PoseIndex.IrisRotationX]),
        ("LookDown", -pose[PoseIndex.IrisRotationX]),
        ("LookLeft", -pose[PoseIndex.IrisRotationY]), // The avatar's own left is at the viewer's right.
        ("LookRight", pose[PoseIndex.IrisRotationY]),
    ];

    private static float Closed(Pose pose, int side) => Math.Max(pose[PoseIndex.EyeWink + side], Math.Max(pose[PoseIndex.EyeHappyWink + side], pose[PoseIndex.EyeRelaxed + side]));

    private static float Both(Pose pose, int left) => (pose[left] + pose[left + 1]) / 2;

    /// <summary>Unity's axes differ from those of our angles in the direction of x only, and a quaternion of the other hand has the other signs in y and z.</summary>
    private static void AddBone(OscBundle bundle, string name, float x, float y, float z)
    {
        Quaternion turn = About(Vector3.UnitZ, z) * About(Vector3.UnitY, y) * About(Vector3.UnitX, x);
        bundle.Add("/VMC/Ext/Bone/Pos", name, 0f, 0f, 0f, turn.X, 0 - turn.Y, 0 - turn.Z, turn.W);
    }

    private static Quaternion About(Vector3 axis, float degrees) => Quaternion.CreateFromAxisAngle(axis, float.DegreesToRadians(degrees));
}
