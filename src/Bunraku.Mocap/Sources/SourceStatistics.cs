using System.Net;
using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Sources;

/// <summary>What a source has seen up to now: a snapshot that does not change.</summary>
public sealed record SourceStatistics
{
    /// <summary>What the source is doing.</summary>
    public SourceState State { get; init; }

    /// <summary>One clear sentence about what is wrong and what happens next, or null.</summary>
    public Phrase? Problem { get; init; }

    /// <summary>The port actually listened on, 0 while none is open.</summary>
    public int LocalPort { get; init; }

    /// <summary>Packets of any kind and from anyone.</summary>
    public long Received { get; init; }

    /// <summary>Packets that became a sample, also those that say that no face is seen.</summary>
    public long Accepted { get; init; }

    /// <summary>Packets that could not be read and were ignored.</summary>
    public long Malformed { get; init; }

    /// <summary>Packets a second that could not be read, over the last two seconds.</summary>
    public double MalformedRate { get; init; }

    /// <summary>Whether it has listened for so short a time that silence means nothing yet.</summary>
    public bool HasJustBegun { get; init; }

    /// <summary>Packets whose number was skipped; null where the protocol does not number its packets.</summary>
    public long? Lost { get; init; }

    /// <summary>Packets dropped because another sender is the one listened to.</summary>
    public long FromOtherSenders { get; init; }

    /// <summary>Samples a second over the last two seconds.</summary>
    public double Rate { get; init; }

    /// <summary>Who sent the last packet that was listened to.</summary>
    public IPAddress? LastSender { get; init; }

    /// <summary>Who sent the last packet that was dropped as another sender's.</summary>
    public IPAddress? OtherSender { get; init; }

    /// <summary>When the last sample was accepted, on the clock of <c>FacePose.Timestamp</c>.</summary>
    public TimeSpan? LastAcceptedAt { get; init; }

    /// <summary>How long ago the last sample was accepted.</summary>
    public TimeSpan? SinceLastAccepted { get; init; }

    /// <summary>True when samples came and the last says that no face is seen, or none came for a second.</summary>
    public bool IsFaceLost { get; init; }

    /// <summary>Requests sent to the phone.</summary>
    public long RequestsSent { get; init; }

    /// <summary>
    /// The protocol that malformed packets look like. The source's own means that the sender uses it in another mode or version.
    /// </summary>
    public TrackingProtocol? ForeignProtocol { get; init; }

    /// <summary>Eyes and brows have been exactly zero for seconds while the mouth moved.</summary>
    public bool IsUpperFaceZero { get; init; }

    /// <summary>Mouth and jaw have been exactly zero for seconds while the eyes moved.</summary>
    public bool IsLowerFaceZero { get; init; }
}

/// <summary>What a source is doing now.</summary>
public enum SourceState
{
    /// <summary>It is not running.</summary>
    Stopped,

    /// <summary>It listens, and nothing usable has come yet.</summary>
    Waiting,

    /// <summary>Faces arrive.</summary>
    Receiving,

    /// <summary>Faces arrived, but none for a while; it continues listening and asking.</summary>
    Stale,

    /// <summary>Another program holds the port; it tries again until the port is free.</summary>
    PortInUse,

    /// <summary>The network refuses; the statistics say why, and it tries again.</summary>
    Failed,
}
