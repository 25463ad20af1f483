namespace Bunraku.Mocap.Faces;

/// <summary>
/// The 52 blendshapes of ARKit's face tracking. The number of each is its place in <see cref="FacePose.Weights"/>, and its
/// published name is <see cref="Blendshapes.Names"/> at that place. Left is the tracked person's own left.
/// </summary>
public enum Blendshape
{
    /// <summary>The left eye looks towards the nose.</summary>
    EyeLookInLeft,

    /// <summary>The left eye looks away from the nose.</summary>
    EyeLookOutLeft,

    /// <summary>The left eye looks down.</summary>
    EyeLookDownLeft,

    /// <summary>The left eye looks up.</summary>
    EyeLookUpLeft,

    /// <summary>The left eye is closed.</summary>
    EyeBlinkLeft,

    /// <summary>The left eye is narrowed.</summary>
    EyeSquintLeft,

    /// <summary>The left eye is opened wide.</summary>
    EyeWideLeft,

    /// <summary>The right eye looks towards the nose.</summary>
    EyeLookInRight,

    /// <summary>The right eye looks away from the nose.</summary>
    EyeLookOutRight,

    /// <summary>The right eye looks down.</summary>
    EyeLookDownRight,

    /// <summary>The right eye looks up.</summary>
    EyeLookUpRight,

    /// <summary>The right eye is closed.</summary>
    EyeBlinkRight,

    /// <summary>The right eye is narrowed.</summary>
    EyeSquintRight,

    /// <summary>The right eye is opened wide.</summary>
    EyeWideRight,

    /// <summary>The left brow is lowered.</summary>
    BrowDownLeft,

    /// <summary>The outer end of the left brow is raised.</summary>
    BrowOuterUpLeft,

    /// <summary>The right brow is lowered.</summary>
    BrowDownRight,

    /// <summary>The outer end of the right brow is raised.</summary>
    BrowOuterUpRight,

    /// <summary>The inner ends of both brows are raised.</summary>
    BrowInnerUp,

    /// <summary>The left side of the nose is raised.</summary>
    NoseSneerLeft,

    /// <summary>The right side of the nose is raised.</summary>
    NoseSneerRight,

    /// <summary>The left cheek is raised under the eye.</summary>
    CheekSquintLeft,

    /// <summary>The right cheek is raised under the eye.</summary>
    CheekSquintRight,

    /// <summary>Both cheeks are blown out.</summary>
    CheekPuff,

    /// <summary>The mouth is shifted to the left.</summary>
    MouthLeft,

    /// <summary>The left corner of the mouth is pulled back.</summary>
    MouthDimpleLeft,

    /// <summary>The left corner of the mouth is lowered.</summary>
    MouthFrownLeft,

    /// <summary>The left half of the lower lip is lowered.</summary>
    MouthLowerDownLeft,

    /// <summary>The left half of the lips is pressed together.</summary>
    MouthPressLeft,

    /// <summary>The left corner of the mouth is raised.</summary>
    MouthSmileLeft,

    /// <summary>The left corner of the mouth is stretched to the side.</summary>
    MouthStretchLeft,

    /// <summary>The left half of the upper lip is raised.</summary>
    MouthUpperUpLeft,

    /// <summary>The mouth is shifted to the right.</summary>
    MouthRight,

    /// <summary>The right corner of the mouth is pulled back.</summary>
    MouthDimpleRight,

    /// <summary>The right corner of the mouth is lowered.</summary>
    MouthFrownRight,

    /// <summary>The right half of the lower lip is lowered.</summary>
    MouthLowerDownRight,

    /// <summary>The right half of the lips is pressed together.</summary>
    MouthPressRight,

    /// <summary>The right corner of the mouth is raised.</summary>
    MouthSmileRight,

    /// <summary>The right corner of the mouth is stretched to the side.</summary>
    MouthStretchRight,

    /// <summary>The right half of the upper lip is raised.</summary>
    MouthUpperUpRight,

    /// <summary>The lips stay together while the jaw is open.</summary>
    MouthClose,

    /// <summary>The lips are open and rounded.</summary>
    MouthFunnel,

    /// <summary>The lips are closed and pushed forward.</summary>
    MouthPucker,

    /// <summary>The lower lip is rolled into the mouth.</summary>
    MouthRollLower,

    /// <summary>The upper lip is rolled into the mouth.</summary>
    MouthRollUpper,

    /// <summary>The lower lip is pushed up.</summary>
    MouthShrugLower,

    /// <summary>The upper lip is pushed up.</summary>
    MouthShrugUpper,

    /// <summary>The lower jaw is shifted to the left.</summary>
    JawLeft,

    /// <summary>The lower jaw is shifted to the right.</summary>
    JawRight,

    /// <summary>The lower jaw is pushed forward.</summary>
    JawForward,

    /// <summary>The mouth is opened by the jaw.</summary>
    JawOpen,

    /// <summary>The tongue is out.</summary>
    TongueOut,
}
