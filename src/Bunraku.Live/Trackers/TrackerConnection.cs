namespace Bunraku.Live.Trackers;

/// <summary>How the user's tracker is reached, as it was last typed.</summary>
public sealed record TrackerConnection
{
    /// <summary>Which tracker it is.</summary>
    public TrackerKind Tracker { get; init; }

    /// <summary>The phone's address as typed; empty where the phone or program sends by itself.</summary>
    public string Address { get; init; } = "";

    /// <summary>The port of this computer, if not the tracker's usual one.</summary>
    public int? Port { get; init; }

    /// <summary>Whether a program on another device may send too, where the tracker usually runs on this computer.</summary>
    public bool ListensToAll { get; init; }

    /// <summary>Whether packets of every other address than the phone's are dropped.</summary>
    public bool ListensToPhoneOnly { get; init; }
}
