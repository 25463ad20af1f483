namespace Bunraku.Mocap.Sources;

/// <summary>How a tracker's data reaches this computer.</summary>
public enum SourceTransport
{
    /// <summary>Datagrams to a port of this computer.</summary>
    Udp,

    /// <summary>The phone opens a TCP connection to a port of this computer.</summary>
    TcpFromPhone,

    /// <summary>This computer opens a TCP connection to a port of the phone.</summary>
    TcpToPhone,

    /// <summary>Messages of a page in the browser.</summary>
    Browser,

    /// <summary>A file of this computer.</summary>
    File,
}
