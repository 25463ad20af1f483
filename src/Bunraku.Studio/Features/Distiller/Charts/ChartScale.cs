namespace Bunraku.Studio.Features.Distiller.Charts;

/// <summary>From values to pixels along one axis, and where its marks stand.</summary>
internal sealed class ChartScale
{
    private readonly double _first;
    private readonly double _last;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _isLogarithmic;

    /// <param name="low">The smallest value shown.</param>
    /// <param name="high">The largest value shown.</param>
    /// <param name="from">The pixel of the smallest.</param>
    /// <param name="to">The pixel of the largest.</param>
    /// <param name="isLogarithmic">Whether equal ratios are equally far apart; the values are then above 0.</param>
    public ChartScale(double low, double high, double from, double to, bool isLogarithmic)
    {
        _isLogarithmic = isLogarithmic;
        (_first, _last) = (Bend(low), Bend(high));
        if (_last - _first < 1e-12)
        {
            double room = isLogarithmic ? 0.5 : Math.Max(Math.Abs(low) * 0.5, 1e-6);
            (_first, _last) = (_first - room, _last + room);
        }

        (_from, _to) = (from, to);
    }

    /// <summary>The pixel of a value.</summary>
    public double At(double value) => _from + ((Bend(value) - _first) / (_last - _first) * (_to - _from));

    /// <summary>Round values inside the range, about as many as asked for.</summary>
    public IEnumerable<double> Marks(int about) => !_isLogarithmic ? Steps(about) : _last - _first >= 2 ? Powers([1]) : _last - _first >= 0.7 ? Powers([1, 2, 5]) : Steps(about);

    private double Bend(double value) => _isLogarithmic ? Math.Log10(value) : value;

    private double Straighten(double value) => _isLogarithmic ? Math.Pow(10, value) : value;

    private IEnumerable<double> Powers(double[] digits)
    {
        for (double power = Math.Floor(_first); power <= _last; power++)
        {
            foreach (double mark in digits.Select(digit => digit * Math.Pow(10, power)).Where(mark => Math.Log10(mark) >= _first && Math.Log10(mark) <= _last))
            {
                yield return mark;
            }
        }
    }

    private IEnumerable<double> Steps(int about)
    {
        (double low, double high) = (Straighten(_first), Straighten(_last));
        double rough = (high - low) / about;
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = magnitude * (rough / magnitude) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (double mark = Math.Ceiling(low / step) * step; mark <= high + (step * 1e-9); mark += step)
        {
            yield return Math.Abs(mark) < step * 1e-9 ? 0 : mark;
        }
    }
}
