namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>The systems whose firewalls the connection doctor knows.</summary>
public enum HostSystem
{
    /// <summary>Windows and its Defender firewall.</summary>
    Windows,

    /// <summary>macOS and its application firewall.</summary>
    MacOS,

    /// <summary>Linux, with ufw or firewalld.</summary>
    Linux,
}
