namespace Bunraku.Mocap.Sources.IFacialMocap;

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
