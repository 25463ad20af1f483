namespace Bunraku.Live.Trackers;

/// <summary>What the user can choose to be tracked by.</summary>
public enum TrackerKind
{
    /// <summary>Whichever of the trackers sends.</summary>
    Automatic,

    /// <summary>iFacialMocap, text over UDP.</summary>
    IFacialMocap,

    /// <summary>iFacialMocap, text over TCP.</summary>
    IFacialMocapTcp,

    /// <summary>iFacialMocap, version 3 over UDP.</summary>
    IFacialMocap3,

    /// <summary>iFacialMocap, version 3 over TCP.</summary>
    IFacialMocap3Tcp,

    /// <summary>Facemotion3D over UDP.</summary>
    Facemotion3D,

    /// <summary>The phone app of VTube Studio.</summary>
    VTubeStudio,

    /// <summary>Epic's Live Link Face.</summary>
    LiveLinkFace,

    /// <summary>Any program that sends the Virtual Motion Capture protocol.</summary>
    Vmc,

    /// <summary>OpenSeeFace.</summary>
    OpenSeeFace,
}
