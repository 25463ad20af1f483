namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>The systems whose firewalls the connection doctor knows.</summary>
public enum HostSystem
{
    Windows,
    MacOS,
    Linux,
}
