using System.Collections.Immutable;

namespace Bunraku.Core.Images.Doctor;

/// <summary>The figures of a picture: what hangs together of its pixels with alpha of at least a half, corners included.</summary>
internal sealed class Figures
{
    /// <summary>A figure next to the main one that has this share of its area and height is a separate character.</summary>
    private const double OtherArea = 0.15, OtherHeight = 0.4;

    /// <summary>What is smaller, as a share of the main figure's area, is a speck; larger things are parts that float, such as ornaments.</summary>
    private const double SpeckArea = 0.0004;

    private readonly int _width;

    private Figures(int[] labels, int width, ImmutableArray<Figure> all) => (Labels, _width, All) = (labels, width, all);

    /// <summary>[height, width]: 0, or the figure's label.</summary>
    public int[] Labels { get; }

    /// <summary>The largest first.</summary>
    public ImmutableArray<Figure> All { get; }

    /// <summary>The character, or null in an empty picture.</summary>
    public Figure? Main => All.IsEmpty ? null : All[0];

    /// <summary>Other characters.</summary>
    public IEnumerable<Figure> Others => All.Skip(1).Where(figure => figure.Area >= OtherArea * All[0].Area && figure.Height >= OtherHeight * All[0].Height);

    /// <summary>Spots that belong to nothing. What nearly touches the character is the tip of a strand.</summary>
    public IEnumerable<Figure> Specks => All.Skip(1).Where(figure => figure.Area < SpeckArea * All[0].Area && !IsBesideMain(figure));

    /// <summary>Finds the figures.</summary>
    public static Figures Of(StraightImage image)
    {
        int[] labels = new int[image.Width * image.Height];
        int[] queue = new int[labels.Length];
        List<Figure> all = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == 0 && image.Pixels[(4 * i) + 3] >= 128)
            {
                all.Add(Collect(image, labels, queue, i, all.Count + 1));
            }
        }

        return new Figures(labels, image.Width, [.. all.OrderByDescending(figure => figure.Area)]);
    }

    private bool IsBesideMain(Figure figure)
    {
        int reach = SolidNeighborhood.RadiusFor(Math.Max(_width, Labels.Length / _width));
        int first = Math.Max(0, figure.Left - reach);
        int count = Math.Min(_width, figure.Right + reach) - first;
        for (int row = Math.Max(0, figure.Top - reach); row < Math.Min(Labels.Length / _width, figure.Bottom + reach); row++)
        {
            if (Labels.AsSpan((row * _width) + first, count).Contains(All[0].Label))
            {
                return true;
            }
        }

        return false;
    }

    private static Figure Collect(StraightImage image, int[] labels, int[] queue, int first, int label)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        queue[0] = first;
        labels[first] = label;
        int count = 1;
        for (int next = 0; next < count; next++)
        {
            (int row, int column) = (queue[next] / image.Width, queue[next] % image.Width);
            (left, right) = (Math.Min(left, column), Math.Max(right, column + 1));
            (top, bottom) = (Math.Min(top, row), Math.Max(bottom, row + 1));
            for (int y = Math.Max(0, row - 1); y <= Math.Min(image.Height - 1, row + 1); y++)
            {
                for (int x = Math.Max(0, column - 1); x <= Math.Min(image.Width - 1, column + 1); x++)
                {
                    int neighbour = (y * image.Width) + x;
                    if (labels[neighbour] == 0 && image.Pixels[(4 * neighbour) + 3] >= 128)
                    {
                        labels[neighbour] = label;
                        queue[count++] = neighbour;
                    }
                }
            }
        }

        return new Figure(label, count, left, top, right, bottom);
    }
}
