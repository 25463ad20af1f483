namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>The two apps that speak this language, on ports of their own.</summary>
public enum PhoneApp
{
    IFacialMocap,
    Facemotion3D,
}
