using System.Collections.Immutable;

namespace Bunraku.Core.Images.Doctor;

/// <summary>One stroke of a round brush, with which the user corrects where the character ends.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Radius">In pixels of the picture as it was given.</param>
/// <param name="Points">The way of the brush, in the same pixels; at least one point.</param>
public sealed record CutStroke(StrokeKind Kind, double Radius, ImmutableArray<(double X, double Y)> Points)
{
    /// <summary>Whether it is a mark, from which a cut is computed, and not a brush, which acts on its own pixels only.</summary>
    public bool IsMark => Kind is StrokeKind.Keep or StrokeKind.Remove;

    /// <summary>The same stroke on a picture of another size.</summary>
    internal CutStroke Scaled(double factor) => new(Kind, Radius * factor, [.. Points.Select(point => (point.X * factor, point.Y * factor))]);

    /// <summary>Calls <paramref name="visit"/> with the index of each pixel under it, and how far it lies from its middle line, as a share of the radius.</summary>
    /// <remarks>A pixel near two parts of the way may come more than once.</remarks>
    internal void ForEachPixel(int width, int height, Action<int, double> visit)
    {
        for (int part = 0; part < Math.Max(1, Points.Length - 1); part++)
        {
            (double X, double Y) from = Points[part];
            (double X, double Y) to = Points[Math.Min(part + 1, Points.Length - 1)];
            int left = (int)Math.Clamp(Math.Min(from.X, to.X) - Radius, 0, width);
            int right = (int)Math.Clamp(Math.Max(from.X, to.X) + Radius + 1, 0, width);
            int top = (int)Math.Clamp(Math.Min(from.Y, to.Y) - Radius, 0, height);
            int bottom = (int)Math.Clamp(Math.Max(from.Y, to.Y) + Radius + 1, 0, height);
            for (int y = top; y < bottom; y++)
            {
                for (int x = left; x < right; x++)
                {
                    double share = Distance(x + 0.5, y + 0.5, from, to) / Radius;
                    if (share <= 1)
                    {
                        visit((y * width) + x, share);
                    }
                }
            }
        }
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        double length = (dx * dx) + (dy * dy);
        double along = length == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
        return Math.Sqrt(Square(x - from.X - (along * dx)) + Square(y - from.Y - (along * dy)));
    }

    private static double Square(double value) => value * value;
}
