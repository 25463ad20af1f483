namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>The ports of the phone apps, as their makers publish them.</summary>
public static class PhonePorts
{
    /// <summary>The computer's UDP port, to which both apps send.</summary>
    public const int Computer = 49983;

    /// <summary>The computer's TCP port, to which both apps connect.</summary>
    public const int ComputerTcp = 49986;

    /// <summary>The phone's UDP port for requests.</summary>
    public static int Requests(PhoneApp app) => app == PhoneApp.Facemotion3D ? 49993 : 49983;

    /// <summary>The phone's TCP port of version 3.</summary>
    public static int PhoneTcp(PhoneApp app) => app == PhoneApp.Facemotion3D ? 49994 : 49984;

    internal static string NameOf(PhoneApp app) => app == PhoneApp.Facemotion3D ? "Facemotion3D" : "iFacialMocap";
}

/// <summary>The two apps that speak this language, on their own ports.</summary>
public enum PhoneApp
{
    /// <summary>iFacialMocap: UDP 49983, TCP 49984.</summary>
    IFacialMocap,

    /// <summary>Facemotion3D: UDP 49993, TCP 49994.</summary>
    Facemotion3D,
}

/// <summary>Which version of its language the phone is asked for. What arrives is recognised whatever was asked.</summary>
public enum StreamVersion
{
    /// <summary>Text with whole percentages from 0 to 100.</summary>
    Version1,

    /// <summary>Text with percentages that may be negative or above 100.</summary>
    Version2,

    /// <summary>Binary, numbered, with a flag for a lost face; iFacialMocap from 1.5.3, Facemotion3D from 1.4.6.</summary>
    Version3,
}
