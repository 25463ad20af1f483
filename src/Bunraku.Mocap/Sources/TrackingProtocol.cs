namespace Bunraku.Mocap.Sources;

/// <summary>The languages in which trackers send faces. <see cref="OtherOsc"/> is only ever recognised, never received.</summary>
public enum TrackingProtocol
{
    /// <summary>The text of iFacialMocap and Facemotion3D, versions 1 and 2.</summary>
    IFacialMocap,

    /// <summary>The binary version 3 of iFacialMocap and Facemotion3D.</summary>
    FaceMotion,

    /// <summary>Virtual Motion Capture protocol: bones and expressions as OSC messages.</summary>
    Vmc,

    /// <summary>OpenSeeFace's binary records.</summary>
    OpenSeeFace,

    /// <summary>The JSON of VTube Studio's phone app.</summary>
    VTubeStudio,

    /// <summary>Epic's Live Link Face.</summary>
    LiveLinkFace,

    /// <summary>MediaPipe's face landmarker in Bunraku's own page.</summary>
    MediaPipe,

    /// <summary>None: a face that was recorded before.</summary>
    Recording,

    /// <summary>OSC messages that are not VMC, for example of VRChat or Face Cap.</summary>
    OtherOsc,
}
