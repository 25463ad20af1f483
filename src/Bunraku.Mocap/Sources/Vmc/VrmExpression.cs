namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>The preset expressions of VRM avatars that say something about a face.</summary>
internal enum VrmExpression
{
    A,
    I,
    U,
    E,
    O,
    Blink,
    BlinkLeft,
    BlinkRight,
    Joy,
    Angry,
    Sorrow,
    Fun,
    Surprised,
    LookUp,
    LookDown,
    LookLeft,
    LookRight,
}
