namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>The bones of Unity's humanoid that turn the head and the eyes, each relative to the one before it.</summary>
internal enum VmcBone
{
    Spine,
    Chest,
    UpperChest,
    Neck,
    Head,
    LeftEye,
    RightEye,
}
