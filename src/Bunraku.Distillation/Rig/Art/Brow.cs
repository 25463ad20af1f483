using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>One eyebrow, drawn around the centre of its eye with x growing outwards.</summary>
internal static class Brow
{
    private static readonly Curve Rest = new(-11.5f, -23.6f, -4f, -26.4f, 7f, -26.8f, 16f, -22f);
    private static readonly Curve Troubled = new(1f, -5.2f, 0f, -2.6f, 0f, 0.6f, 0f, 3.8f);
    private static readonly Curve Angry = new(-0.5f, 6f, 0f, 4.2f, 0f, -0.6f, 0f, -4f);
    private static readonly Curve Lowered = new(0f, 4.6f, 0f, 4.6f, 0f, 4.6f, 0f, 4.6f);
    private static readonly Curve Raised = new(0f, -6f, 0f, -6.4f, 0f, -6.4f, 0f, -6f);
    private static readonly Curve Happy = new(0f, -0.6f, 0f, -5f, 0f, -5.4f, 0f, 0.2f);
    private static readonly Curve Serious = new(-0.6f, 3f, 0f, 3f, 0f, 1.4f, 0.4f, -1.8f);

    public static void Draw(Ink ink, RigPalette palette, BrowValues v, byte alpha)
    {
        Curve brow = Shape(v);
        using var line = new SKPath();
        line.MoveTo(brow.P0);
        line.CubicTo(brow.P1, brow.P2, brow.P3);
        ink.Stroke(line, palette.HairRoot.WithAlpha(alpha), 1.6f, 2.5f, 0.4f);
    }

    /// <summary>The line of the brow from its inner to its outer end. Sums of several expressions stay inside the face crop and off the eye.</summary>
    public static Curve Shape(BrowValues v)
    {
        Curve brow = Rest + (Troubled * v.Troubled) + (Angry * v.Angry) + (Lowered * v.Lowered) + (Raised * v.Raised)
            + (Happy * v.Happy) + (Serious * v.Serious);
        return brow.Map(p => new SKPoint(p.X, -25f + (11f * MathF.Tanh((p.Y + 25f) / 11f))));
    }
}
