using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>One cubic Bezier curve that is mixed, sampled and offset before it is drawn.</summary>
internal readonly record struct Curve(SKPoint P0, SKPoint P1, SKPoint P2, SKPoint P3)
{
    public Curve(float x0, float y0, float x1, float y1, float x2, float y2, float x3, float y3)
        : this(new SKPoint(x0, y0), new SKPoint(x1, y1), new SKPoint(x2, y2), new SKPoint(x3, y3))
    {
    }

    public static Curve Mix(Curve a, Curve b, float weight) => (a * (1f - weight)) + (b * weight);

    public static Curve operator +(Curve a, Curve b) => new(a.P0 + b.P0, a.P1 + b.P1, a.P2 + b.P2, a.P3 + b.P3);

    public static Curve operator *(Curve a, float f) => a.Map(p => new SKPoint(p.X * f, p.Y * f));

    public Curve Map(Func<SKPoint, SKPoint> map) => new(map(P0), map(P1), map(P2), map(P3));

    public Curve Moved(float x, float y) => Map(p => new SKPoint(p.X + x, p.Y + y));

    public SKPoint At(float t)
    {
        float s = 1f - t;
        (float a, float b, float c, float d) = (s * s * s, 3f * s * s * t, 3f * s * t * t, t * t * t);
        return new SKPoint(
            (a * P0.X) + (b * P1.X) + (c * P2.X) + (d * P3.X),
            (a * P0.Y) + (b * P1.Y) + (c * P2.Y) + (d * P3.Y));
    }

    /// <summary>The unit normal that points up for a curve that runs to the right; up as well where the curve has no direction.</summary>
    public SKPoint Normal(float t)
    {
        SKPoint d = At(Math.Min(1f, t + 0.02f)) - At(Math.Max(0f, t - 0.02f));
        float length = MathF.Sqrt((d.X * d.X) + (d.Y * d.Y));
        return length < 1e-4f ? new SKPoint(0f, -1f) : new SKPoint(d.Y / length, -d.X / length);
    }
}
