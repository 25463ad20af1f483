namespace Bunraku.Live.Trackers;

/// <summary>Whether a tracker needs the phone's address.</summary>
public enum AddressNeed
{
    /// <summary>It sends by itself.</summary>
    None,

    /// <summary>With the address, Bunraku asks the phone to start.</summary>
    Optional,

    /// <summary>Bunraku connects to the phone.</summary>
    Required,
}
