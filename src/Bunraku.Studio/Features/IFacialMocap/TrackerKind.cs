namespace Bunraku.Studio.Features.IFacialMocap;

/// <summary>What the user can choose to be tracked by.</summary>
internal enum TrackerKind
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
