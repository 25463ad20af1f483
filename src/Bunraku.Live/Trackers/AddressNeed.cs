namespace Bunraku.Live.Trackers;

/// <summary>Whether a tracker needs the phone's address.</summary>
public enum AddressNeed
{
    None,
    Optional,
    Required,
}
