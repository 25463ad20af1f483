namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>One thing the connection doctor found, in plain words that say what to do.</summary>
public sealed record Finding(FindingKind Kind, ConnectionSeverity Severity, string Message);

/// <summary>What the connection doctor can find.</summary>
public enum FindingKind
{
    AllWell,
    PortInUse,
    CannotListen,
    Reported,
    NoPackets,
    NoPageYet,
    NotInNetwork,
    PhoneIsThisComputer,
    PhoneInOtherNetwork,
    PhoneAddressMissing,
    OnlyThisComputer,
    FirewallHint,
    WrongSender,
    SeveralSenders,
    OtherProtocol,
    OtherMode,
    Malformed,
    NoFaceInPackets,
    Stale,
    FaceNotSeen,
    UpperFaceZero,
    LowerFaceZero,
    LowRate,
    PacketsLost,
    SlowDrawing,
}

/// <summary>How much a finding matters.</summary>
public enum ConnectionSeverity
{
    /// <summary>All is as it should be.</summary>
    Good,

    /// <summary>Something to try or to know.</summary>
    Hint,

    /// <summary>It works, but not as well as it could.</summary>
    Warning,

    /// <summary>It does not work because of this.</summary>
    Problem,
}
