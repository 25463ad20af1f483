namespace Bunraku.Live.Trackers;

/// <summary>What the user can choose to be tracked by.</summary>
public enum TrackerKind
{
    Automatic,
    IFacialMocap,
    IFacialMocapTcp,
    IFacialMocap3,
    IFacialMocap3Tcp,
    Facemotion3D,
    VTubeStudio,
    LiveLinkFace,
    Vmc,
    OpenSeeFace,
}
