using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>Paths made of other paths.</summary>
internal static class Shapes
{
    /// <summary>The closed, symmetric shape of a half outline that begins and ends on the middle of the picture.</summary>
    public static SKPath Symmetric(SKPath half)
    {
        using var mirror = new SKPath(half);
        mirror.Transform(SKMatrix.CreateScale(-1f, 1f, 256f, 0f));
        return Joined(half, mirror);
    }

    private static SKPath Joined(SKPath half, SKPath mirror)
    {
        var whole = new SKPath(half);
        using var reverse = new SKPath();
        reverse.AddPathReverse(mirror);
        whole.AddPath(reverse, SKPathAddMode.Extend);
        whole.Close();
        return whole;
    }
}
