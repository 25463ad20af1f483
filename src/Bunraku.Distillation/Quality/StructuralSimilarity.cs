namespace Bunraku.Distillation.Quality;

/// <summary>
/// The structural similarity (SSIM) of two pictures of 0 to 255: Gaussian window of 11 x 11, sigma 1.5, weights of sum 1; K1 = 0.01, K2 = 0.03; means,
/// variances and covariance weighted by the window. The index is taken at pixels whose window lies inside the picture, and averaged over those of a
/// region. Source: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity", 2004.
/// </summary>
internal sealed class StructuralSimilarity
{
    /// <summary>The side of the window.</summary>
    public const int Window = 11;

    private const int Radius = Window / 2;
    private const double Sigma = 1.5;
    private const double Peak = 255;
    private const double MeanConstant = 0.01 * Peak * 0.01 * Peak;
    private const double VarianceConstant = 0.03 * Peak * 0.03 * Peak;
    private static readonly double[] Weights = GaussianWeights();
    private readonly int _width;
    private readonly int _height;

    /// <summary>Of each moment the sums along the window's rows: first, second, their squares, their product.</summary>
    private readonly double[][] _rowMoments;

    /// <param name="width">Of the pictures, in pixels, at least 11.</param>
    /// <param name="height">Of the pictures, in pixels, at least 11.</param>
    public StructuralSimilarity(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Window);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, Window);
        _width = width;
        _height = height;
        _rowMoments = [.. Enumerable.Range(0, 5).Select(_ => new double[width * height])];
    }

    /// <summary>The mean index over a region; over the whole picture where no window of the region lies inside.</summary>
    /// <param name="first">[height, width].</param>
    /// <param name="second">[height, width].</param>
    /// <param name="region">[height, width]: whether a pixel counts.</param>
    public double Mean(double[] first, double[] second, bool[] region)
    {
        SumAlongRows(first, second);
        (double sum, int count) = Sum(pixel => region[pixel]);
        (sum, count) = count > 0 ? (sum, count) : Sum(_ => true);
        return sum / count;
    }

    private (double Sum, int Count) Sum(Func<int, bool> counts)
    {
        double sum = 0;
        int count = 0;
        for (int row = Radius; row < _height - Radius; row++)
        {
            for (int column = Radius; column < _width - Radius; column++)
            {
                int pixel = (row * _width) + column;
                if (counts(pixel))
                {
                    sum += IndexAt(pixel);
                    count++;
                }
            }
        }

        return (sum, count);
    }

    private double IndexAt(int pixel)
    {
        double firstMean = SumAlongColumn(_rowMoments[0], pixel);
        double secondMean = SumAlongColumn(_rowMoments[1], pixel);
        double firstVariance = SumAlongColumn(_rowMoments[2], pixel) - (firstMean * firstMean);
        double secondVariance = SumAlongColumn(_rowMoments[3], pixel) - (secondMean * secondMean);
        double covariance = SumAlongColumn(_rowMoments[4], pixel) - (firstMean * secondMean);
        return ((2 * firstMean * secondMean) + MeanConstant) * ((2 * covariance) + VarianceConstant)
            / (((firstMean * firstMean) + (secondMean * secondMean) + MeanConstant) * (firstVariance + secondVariance + VarianceConstant));
    }

    private double SumAlongColumn(double[] moment, int pixel)
    {
        double sum = 0;
        int at = pixel - (Radius * _width);
        foreach (double weight in Weights)
        {
            sum += weight * moment[at];
            at += _width;
        }

        return sum;
    }

    private void SumAlongRows(double[] first, double[] second)
    {
        for (int row = 0; row < _height; row++)
        {
            for (int column = Radius; column < _width - Radius; column++)
            {
                int pixel = (row * _width) + column;
                (double x, double y, double xx, double yy, double xy) = (0, 0, 0, 0, 0);
                for (int i = 0; i < Window; i++)
                {
                    double a = first[pixel - Radius + i];
                    double b = second[pixel - Radius + i];
                    x += Weights[i] * a;
                    y += Weights[i] * b;
                    xx += Weights[i] * a * a;
                    yy += Weights[i] * b * b;
                    xy += Weights[i] * a * b;
                }

                (_rowMoments[0][pixel], _rowMoments[1][pixel]) = (x, y);
                (_rowMoments[2][pixel], _rowMoments[3][pixel], _rowMoments[4][pixel]) = (xx, yy, xy);
            }
        }
    }

    private static double[] GaussianWeights()
    {
        double[] weights = [.. Enumerable.Range(-Radius, Window).Select(offset => Math.Exp(-offset * offset / (2 * Sigma * Sigma)))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
