namespace Bunraku.Studio.Features.IFacialMocap;

/// <summary>Whether a tracker needs the phone's address.</summary>
internal enum AddressNeed
{
    None,
    Optional,
    Required,
}
