namespace Bunraku.Mocap.Settings;

/// <summary>Which eye morph a closing eye moves.</summary>
public enum WinkMode
{
    Normal,
    Relaxed,
}
