namespace Bunraku.Mocap.Sources;

/// <summary>What a source is doing now.</summary>
public enum SourceState
{
    /// <summary>It is not running.</summary>
    Stopped,

    /// <summary>It listens, and nothing usable has come yet.</summary>
    Waiting,

    /// <summary>Faces arrive.</summary>
    Receiving,

    /// <summary>Faces arrived, but none for a while; it goes on listening and asking.</summary>
    Stale,

    /// <summary>Another program holds the port; it tries again until the port is free.</summary>
    PortInUse,

    /// <summary>The network refuses; the statistics say why, and it tries again.</summary>
    Failed,
}
