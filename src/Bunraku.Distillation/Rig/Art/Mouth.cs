using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The shape of a mouth, in pixels around the middle between its corners at rest: mixtures of these are mouths again.</summary>
internal readonly record struct MouthShape(
    float HalfWidth, float UpperLip, float LowerLip, float Corners, float UpperRoundness, float LowerRoundness, float Teeth, float Tongue, float Jaw)
{
    public static readonly MouthShape Closed = new(7.5f, 1.6f, 1.6f, 0f, 0.45f, 0.45f, 0f, 0f, 0f);
    public static readonly MouthShape Aaa = new(9f, -1.8f, 13f, 0f, 0.55f, 0.85f, 2.6f, 6f, 3.2f);
    public static readonly MouthShape Iii = new(11f, -0.8f, 5.4f, 0f, 0.6f, 0.8f, 3.4f, 0f, 0.6f);
    public static readonly MouthShape Uuu = new(3.8f, -3f, 4.6f, 0.8f, 0.95f, 0.95f, 0f, 0f, 0.6f);
    public static readonly MouthShape Eee = new(9.6f, -1.4f, 8.6f, 0f, 0.6f, 0.9f, 2.6f, 3.4f, 1.6f);
    public static readonly MouthShape Ooo = new(6.2f, -4f, 10.4f, 3f, 0.95f, 0.95f, 0f, 4f, 2.4f);
    public static readonly MouthShape Delta = new(6.6f, -4.4f, 4.2f, 2.6f, 0.02f, 0.92f, 0f, 2.4f, 0.8f);

    public static MouthShape operator +(MouthShape a, MouthShape b) => new(
        a.HalfWidth + b.HalfWidth,
        a.UpperLip + b.UpperLip,
        a.LowerLip + b.LowerLip,
        a.Corners + b.Corners,
        a.UpperRoundness + b.UpperRoundness,
        a.LowerRoundness + b.LowerRoundness,
        a.Teeth + b.Teeth,
        a.Tongue + b.Tongue,
        a.Jaw + b.Jaw);

    public static MouthShape operator *(MouthShape a, float f) => new(
        a.HalfWidth * f, a.UpperLip * f, a.LowerLip * f, a.Corners * f, a.UpperRoundness * f, a.LowerRoundness * f, a.Teeth * f, a.Tongue * f, a.Jaw * f);

    /// <summary>The mixture of the vowels of a pose; vowels that sum to more than 1 share the opening.</summary>
    public static MouthShape Of(MouthValues v)
    {
        float sum = v.Aaa + v.Iii + v.Uuu + v.Eee + v.Ooo + v.Delta;
        float share = 1f / MathF.Max(1f, sum);
        MouthShape vowels = (Aaa * v.Aaa) + (Iii * v.Iii) + (Uuu * v.Uuu) + (Eee * v.Eee) + (Ooo * v.Ooo) + (Delta * v.Delta);
        MouthShape shape = (vowels * share) + (Closed * (1f - (sum * share)));
        float corners = 0.7f * MathF.Max(v.RaisedLeft + v.RaisedRight, v.LoweredLeft + v.LoweredRight);
        float press = 1f - (0.45f * v.Smirk);
        return shape with
        {
            HalfWidth = shape.HalfWidth + (3.6f * v.Smirk) + corners,
            UpperLip = shape.UpperLip * press,
            LowerLip = shape.LowerLip * press,
            Teeth = shape.Teeth * press,
            Tongue = shape.Tongue * press,
        };
    }
}

/// <summary>Draws the mouth: the dark inside, tongue and upper teeth, and the ink of the lips.</summary>
internal static class Mouth
{
    public static void Draw(Ink ink, RigPalette palette, MouthValues values, MouthShape shape)
    {
        (Curve upper, Curve lower) = Lips(values, shape);
        using SKPath opening = Opening(upper, lower);
        ink.Inside(opening, () =>
        {
            ink.Fill(opening, Ink.Vertical(-4f, 10f, palette.Mouth, palette.ThreadShadow));
            ink.Oval(0.5f, shape.LowerLip * 0.86f, shape.HalfWidth * 0.72f, shape.Tongue * 0.72f, palette.Tongue);
            DrawTeeth(ink, palette, upper, shape.Teeth);
        });
        using SKPath lowerLine = PathOf(lower);
        using SKPath upperLine = PathOf(upper);
        ink.Stroke(lowerLine, palette.MouthInk.WithAlpha(215), 0.5f, 1.2f, 0.5f);
        ink.Stroke(upperLine, palette.MouthInk, 1.5f, 1.5f, 1.5f);
        float lip = MathF.Max(upper.At(0.5f).Y, lower.At(0.5f).Y) + 3.4f;
        ink.Stroke(FormattableString.Invariant($"M-2.6,{lip} C-1,{lip + 0.7f} 1,{lip + 0.7f} 2.6,{lip}"), palette.SkinInk.WithAlpha(110), 0.3f, 1f, 0.3f);
    }

    private static (Curve Upper, Curve Lower) Lips(MouthValues v, MouthShape s)
    {
        // The character's left corner is on the right of the picture; a smirk pulls it up.
        float left = (3.2f * (v.LoweredLeft - v.RaisedLeft)) - (3.4f * v.Smirk);
        float right = (3.2f * (v.LoweredRight - v.RaisedRight)) + (0.5f * v.Smirk);
        float middle = -0.22f * (left + right);
        float handleUp = s.HalfWidth * s.UpperRoundness;
        float handleLow = s.HalfWidth * s.LowerRoundness;
        (left, right) = (left + s.Corners, right + s.Corners);
        float up = middle + (((4f * s.UpperLip) - s.Corners) / 3f);
        float low = middle + (((4f * s.LowerLip) - s.Corners) / 3f);
        var upper = new Curve(-s.HalfWidth, right, -handleUp, up, handleUp, up, s.HalfWidth, left);
        var lower = new Curve(-s.HalfWidth, right, -handleLow, low, handleLow, low, s.HalfWidth, left);
        return (upper, lower);
    }

    private static void DrawTeeth(Ink ink, RigPalette palette, Curve upper, float height)
    {
        if (height <= 0f)
        {
            return;
        }

        Curve edge = upper.Moved(0f, height);
        using var teeth = new SKPath();
        teeth.MoveTo(upper.P0.X, upper.P0.Y - 4f);
        teeth.LineTo(edge.P0);
        teeth.CubicTo(edge.P1, edge.P2, edge.P3);
        teeth.LineTo(upper.P3.X, upper.P3.Y - 4f);
        teeth.LineTo(0f, -10f);
        teeth.Close();
        ink.Fill(teeth, palette.EyeWhite);
    }

    private static SKPath Opening(Curve upper, Curve lower)
    {
        SKPath path = PathOf(upper);
        path.CubicTo(lower.P2, lower.P1, lower.P0);
        path.Close();
        return path;
    }

    private static SKPath PathOf(Curve curve)
    {
        var path = new SKPath();
        path.MoveTo(curve.P0);
        path.CubicTo(curve.P1, curve.P2, curve.P3);
        return path;
    }
}
