namespace Bunraku.Mocap.Sources.Doctor;

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
}
