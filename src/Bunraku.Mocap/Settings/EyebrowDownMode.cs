namespace Bunraku.Mocap.Settings;

/// <summary>Which eyebrow morph a lowered brow moves, in the order of the published program's list.</summary>
public enum EyebrowDownMode
{
    Angry,
    Troubled,
    Serious,
    Lowered,
}
