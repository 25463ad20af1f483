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
