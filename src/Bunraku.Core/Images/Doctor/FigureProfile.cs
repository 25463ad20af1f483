namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// How wide a figure is, row by row, along one vertical axis. In each row only the run of pixels that the axis goes through counts. That leaves out
/// ears, sleeves, and hair hanging next to the neck.
/// </summary>
internal sealed class FigureProfile
{
    private readonly int[] _widths;
    private readonly double[] _middles;

    private FigureProfile(int top, int[] widths, double[] middles) => (Top, _widths, _middles) = (top, widths, middles);

    /// <summary>The first row.</summary>
    public int Top { get; }

    /// <summary>The number of rows.</summary>
    public int Count => _widths.Length;

    /// <summary>Measures a figure.</summary>
    public static FigureProfile Along(double axis, Figures figures, Figure figure, int pictureWidth)
    {
        int[] widths = new int[figure.Height];
        double[] middles = new double[figure.Height];
        for (int i = 0; i < widths.Length; i++)
        {
            ReadOnlySpan<int> row = figures.Labels.AsSpan((figure.Top + i) * pictureWidth, pictureWidth);
            int at = (int)axis;
            if (row[at] != figure.Label)
            {
                continue;
            }

            int left = row[..at].LastIndexOfAnyExcept(figure.Label) + 1;
            int beyond = row[at..].IndexOfAnyExcept(figure.Label);
            int right = beyond < 0 ? pictureWidth : at + beyond;
            (widths[i], middles[i]) = (right - left, (left + right) / 2.0);
        }

        return new FigureProfile(figure.Top, Calm(widths), middles);
    }

    /// <summary>The width in row <see cref="Top"/> + i; 0 where the axis is outside the figure.</summary>
    public int this[int i] => _widths[i];

    /// <summary>The largest width of rows first to last, exclusive.</summary>
    public int Widest(int first, int last)
    {
        first = Math.Clamp(first, 0, Count);
        last = Math.Clamp(last, first, Count);
        return last == first ? 0 : _widths[first..last].Max();
    }

    /// <summary>The median of the middles of rows first to last, exclusive; null where the axis is outside in all of them.</summary>
    public double? Middle(int first, int last)
    {
        double[] middles = [.. Enumerable.Range(first, Math.Max(0, last - first)).Where(i => _widths[i] > 0 && _middles[i] > 0).Select(i => _middles[i]).Order()];
        return middles.Length == 0 ? null : middles[middles.Length / 2];
    }

    /// <summary>A median over a few rows: a stray strand in one row is not a shoulder.</summary>
    private static int[] Calm(int[] widths)
    {
        int reach = 1 + (widths.Length / 400);
        return [.. widths.Select((_, i) =>
        {
            int[] around = [.. widths[Math.Max(0, i - reach)..Math.Min(widths.Length, i + reach + 1)].Order()];
            return around[around.Length / 2];
        })];
    }
}
