using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>
/// One eye, drawn around (0, 0) with x growing outwards from the nose: for the other eye the canvas is mirrored. All shapes are mixtures of
/// a few curves, so every expression flows into every other.
/// </summary>
internal static class Eye
{
    private static readonly Curve UpperOpen = new(-13.5f, 3f, -11.5f, -13.8f, 7f, -18.4f, 15.4f, -2f);
    private static readonly Curve LowerOpen = new(-13.5f, 3f, -10f, 15.5f, 9.5f, 17.8f, 15.4f, -2f);
    private static readonly Curve UpperUnimpressed = new(-13.8f, 0f, -7f, -3.4f, 6f, -4.6f, 15.6f, -3f);
    private static readonly Curve LowerRaised = new(-13.5f, 3f, -8f, 5.6f, 7.5f, 5.8f, 15.4f, -1.4f);
    private static readonly Curve WinkLine = new(-13.5f, 4.5f, -8f, 12f, 8f, 13f, 15.5f, 3.5f);
    private static readonly Curve HappyLine = new(-13.5f, 9f, -8f, -3.5f, 8f, -4.5f, 15.5f, 7.5f);
    private static readonly Curve RelaxedLine = new(-13.8f, 7.6f, -6f, 8.4f, 7f, 8.2f, 15.6f, 6.2f);
    private static readonly Curve UpperSurprise = new(0f, -1f, -1f, -5.5f, 1f, -5.5f, 0.6f, -1f);
    private static readonly Curve LowerSurprise = new(0f, -1f, -0.5f, 2.2f, 0.5f, 2.2f, 0.6f, -1f);

    public static void Draw(Ink ink, RigPalette palette, EyeValues values, int side)
    {
        (Curve upper, Curve lower) = Lids(values);
        using SKPath opening = Opening(upper, lower);
        ink.Inside(opening, () =>
        {
            ink.Fill(opening, palette.EyeWhite);
            DrawIris(ink, palette, values, side);
            LidShadow(ink, upper);
        });
        LowerLash(ink, palette, lower, values.Closed);
        UpperLash(ink, palette, upper, values.Closed);
        Crease(ink, palette, upper, values);
    }

    private static (Curve Upper, Curve Lower) Lids(EyeValues v)
    {
        Curve upper = Curve.Mix(UpperOpen + (UpperSurprise * v.Surprised), UpperUnimpressed, v.Unimpressed * (1f - (0.35f * v.Surprised)));
        Curve lower = Curve.Mix(LowerOpen + (LowerSurprise * v.Surprised), LowerRaised, v.RaisedLower);
        float sum = v.Wink + v.HappyWink + v.Relaxed;
        if (sum <= 0f)
        {
            return (upper, lower);
        }

        Curve line = ((WinkLine * v.Wink) + (HappyLine * v.HappyWink) + (RelaxedLine * v.Relaxed)) * (1f / sum);
        return (Curve.Mix(upper, line, v.Closed), Curve.Mix(lower, line, v.Closed));
    }

    private static SKPath Opening(Curve upper, Curve lower)
    {
        var path = new SKPath();
        path.MoveTo(upper.P0);
        path.CubicTo(upper.P1, upper.P2, upper.P3);
        path.LineTo(lower.P3);
        path.CubicTo(lower.P2, lower.P1, lower.P0);
        path.Close();
        return path;
    }

    private static void DrawIris(Ink ink, RigPalette palette, EyeValues v, int side)
    {
        // Side 0, the character's left eye, is in the right half of the picture and is not mirrored.
        float unmirror = side == 0 ? 1f : -1f;
        float size = 1f - (0.6f * v.Small) - (0.1f * v.Surprised * (1f - v.Small));
        float x = (unmirror * -6.2f * v.LookSide) + 0.2f;
        float y = (-5.4f * v.LookUp) - 0.6f - (0.6f * v.Surprised);
        (float rx, float ry) = (10.8f * size, 13.8f * size);
        ink.Oval(x, y, rx, ry, palette.IrisDark);
        ink.Oval(x, y + (0.3f * size), rx - 1.1f, ry - 1.1f, Ink.Vertical(y - ry, y + ry, palette.IrisDark, palette.Iris, palette.Iris, palette.IrisLight));
        ink.Oval(x, y + (7.2f * size), 6.4f * size, 4.4f * size, palette.IrisLight.WithAlpha(190));
        ink.Oval(x, y + (0.4f * size), 4.3f * size, 6.2f * size, palette.Pupil);
        ink.Oval(x, y + (4.2f * size), 2.6f * size, 2f * size, palette.Iris.WithAlpha(150));
        float light = 0.45f + (0.55f * size);
        ink.Oval(x - (unmirror * 4f * light), y - (5.6f * light), 3.5f * light, 4.1f * light, palette.EyeWhite);
        ink.Oval(x + (unmirror * 4.4f * light), y + (6f * light), 1.9f * light, 1.7f * light, palette.EyeWhite.WithAlpha(235));
    }

    private static void LidShadow(Ink ink, Curve upper)
    {
        using var shadow = new SKPath();
        shadow.MoveTo(upper.P0.X - 4f, upper.P0.Y - 30f);
        shadow.LineTo(upper.P0.X - 2f, upper.P0.Y + 1f);
        Curve low = upper.Moved(0f, 4.2f);
        shadow.LineTo(low.P0.X, low.P0.Y - 3f);
        shadow.CubicTo(low.P1, low.P2, new SKPoint(low.P3.X + 2f, low.P3.Y));
        shadow.LineTo(upper.P3.X + 4f, upper.P3.Y - 30f);
        shadow.Close();
        ink.Fill(shadow, new SKColor(0x5a, 0x3a, 0x78, 92));
    }

    private static void UpperLash(Ink ink, RigPalette palette, Curve upper, float closed)
    {
        const int Steps = 20;
        using var lash = new SKPath();
        SKPoint Inner(float t) => upper.At(t) - Scaled(upper.Normal(t), 0.55f);
        SKPoint Outer(float t) => upper.At(t) + Scaled(upper.Normal(t), 0.9f + ((3.2f - (1.5f * closed)) * MathF.Sin(MathF.PI * MathF.Pow(t, 0.85f) * 0.78f)));
        lash.MoveTo(upper.P0.X - 0.6f, upper.P0.Y + 0.6f);
        for (int i = 1; i < Steps; i++)
        {
            lash.LineTo(Outer((float)i / Steps));
        }

        // The wing points up while the eye is open and sinks with the lid.
        SKPoint end = upper.P3;
        lash.LineTo(end.X + 0.6f, end.Y - 2.6f + (1.4f * closed));
        lash.QuadTo(end.X + 2.6f, end.Y - 2.6f + (1.8f * closed), end.X + 5f, end.Y - 4.4f + (4.2f * closed));
        lash.QuadTo(end.X + 3.4f, end.Y + 0.4f + (1.2f * closed), end.X - 0.2f, end.Y + 2f);
        for (int i = Steps - 1; i > 0; i--)
        {
            lash.LineTo(Inner((float)i / Steps));
        }

        lash.Close();
        ink.Fill(lash, SKShader.CreateLinearGradient(
            new SKPoint(-14f, 0f), new SKPoint(18f, 0f), [palette.LashWarm, palette.Lash, palette.Lash, palette.LashWarm], [0f, 0.3f, 0.85f, 1f], SKShaderTileMode.Clamp));
    }

    private static void LowerLash(Ink ink, RigPalette palette, Curve lower, float closed)
    {
        using var line = new SKPath();
        line.MoveTo(lower.At(0.3f));
        for (int i = 1; i <= 12; i++)
        {
            line.LineTo(lower.At(0.3f + (0.7f * i / 12f)));
        }

        byte alpha = (byte)MathF.Round(235f * (1f - closed));
        ink.Stroke(line, palette.LashWarm.WithAlpha(alpha), 0.2f, 1.1f, 1.5f);
    }

    private static void Crease(Ink ink, RigPalette palette, Curve upper, EyeValues v)
    {
        Curve fold = upper.Moved(1.2f, -6f + (2f * v.Closed));
        using var line = new SKPath();
        line.MoveTo(fold.At(0.28f));
        for (int i = 1; i <= 10; i++)
        {
            line.LineTo(fold.At(0.28f + (0.66f * i / 10f)));
        }

        byte alpha = (byte)MathF.Round(200f * (1f - (0.75f * v.Closed)));
        ink.Stroke(line, palette.SkinInk.WithAlpha(alpha), 0.2f, 1f, 0.3f);
    }

    private static SKPoint Scaled(SKPoint p, float f) => new(p.X * f, p.Y * f);
}
