using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>One thing the connection doctor found, in plain words that say what to do.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">A sentence or two for the user: what is the matter, and what to do.</param>
public sealed record Finding(FindingKind Kind, ConnectionSeverity Severity, Phrase Message);

/// <summary>What the connection doctor can find.</summary>
public enum FindingKind
{
    /// <summary>Faces arrive as they should.</summary>
    AllWell,

    /// <summary>Another program holds the port.</summary>
    PortInUse,

    /// <summary>The system refused to open the port.</summary>
    CannotListen,

    /// <summary>The source itself tells what went wrong.</summary>
    Reported,

    /// <summary>Nothing has arrived yet.</summary>
    NoPackets,

    /// <summary>No page of the browser has sent a face yet.</summary>
    NoPageYet,

    /// <summary>This computer has no network.</summary>
    NotInNetwork,

    /// <summary>The address that was typed for the phone is this computer's.</summary>
    PhoneIsThisComputer,

    /// <summary>Phone and computer seem to be in different networks.</summary>
    PhoneInOtherNetwork,

    /// <summary>The tracker needs the phone's address, and none was given.</summary>
    PhoneAddressMissing,

    /// <summary>Only programs on this computer are listened to.</summary>
    OnlyThisComputer,

    /// <summary>A firewall may hold packets back.</summary>
    FirewallHint,

    /// <summary>Packets come from an address that is not the chosen one.</summary>
    WrongSender,

    /// <summary>More than one device sends to the port.</summary>
    SeveralSenders,

    /// <summary>The packets are those of another tracker.</summary>
    OtherProtocol,

    /// <summary>Live Link Face sends another mode or version, which cannot be read.</summary>
    OtherMode,

    /// <summary>Packets arrive that cannot be read.</summary>
    Malformed,

    /// <summary>Packets arrive, but without a face.</summary>
    NoFaceInPackets,

    /// <summary>Packets came, and have stopped.</summary>
    Stale,

    /// <summary>The tracker sends, but says that it sees no face.</summary>
    FaceNotSeen,

    /// <summary>All values of eyes and brows are always 0.</summary>
    UpperFaceZero,

    /// <summary>All values of the mouth are always 0.</summary>
    LowerFaceZero,

    /// <summary>Fewer faces a second arrive than usual.</summary>
    LowRate,

    /// <summary>Some packets are lost on the way.</summary>
    PacketsLost,

    /// <summary>The computer draws too few pictures a second.</summary>
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
