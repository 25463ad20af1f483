namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Finds the values that differ least between neighbours of like colour, with some fixed. It is the minimum of two sums: w (x - y)^2
/// over neighbours x and y, and p (x - t)^2 for pulls p towards targets t. That is a linear system, solved by conjugate gradients from the values of the round before.
/// </summary>
internal sealed class RandomWalker
{
    private const int MostSteps = 300;
    private const double Accuracy = 1e-6;

    /// <summary>The bond of neighbours, however different they are.</summary>
    private const float LeastBond = 1e-4f;

    private readonly int _width;
    private readonly float[] _fixed;
    private readonly float[] _right;
    private readonly float[] _down;

    /// <summary>Reads the bonds from a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="values">Fixed values; NaN for pixels that are free.</param>
    public RandomWalker(StraightImage image, float[] values)
    {
        (_width, _fixed) = (image.Width, values);
        (_right, _down) = (new float[values.Length], new float[values.Length]);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            _right[i] = (i + 1) % _width == 0 ? -1 : Difference(image, i, i + 1);
            _down[i] = i + _width >= values.Length ? -1 : Difference(image, i, i + _width);
            sum += Math.Max(0, _right[i]) + Math.Max(0, _down[i]);
        }

        // Twice the mean, as in "GrabCut" (Rother, Kolmogorov and Blake, 2004), and never so little that noise counts for edges.
        float typical = Math.Max(20, (float)(sum / values.Length));
        for (int i = 0; i < values.Length; i++)
        {
            _right[i] = Bond(_right[i], typical);
            _down[i] = Bond(_down[i], typical);
        }
    }

    /// <summary>Improves values until they hardly change.</summary>
    /// <param name="x">The values before and after.</param>
    /// <param name="pulls">-1 to 1 for each pixel: towards 0 or 1, and how strongly.</param>
    /// <param name="pull">The strength of the strongest.</param>
    public void Solve(float[] x, float[] pulls, float pull)
    {
        int count = x.Length;
        (float[] residual, float[] direction, float[] product, float[] diagonal) = (new float[count], new float[count], new float[count], new float[count]);
        for (int i = 0; i < count; i++)
        {
            x[i] = float.IsNaN(_fixed[i]) ? x[i] : _fixed[i];
            diagonal[i] = _right[i] + _down[i] + (i % _width > 0 ? _right[i - 1] : 0) + (i >= _width ? _down[i - _width] : 0) + (pull * Math.Abs(pulls[i]));
        }

        Multiply(diagonal, x, product);
        double before = 0;
        for (int i = 0; i < count; i++)
        {
            residual[i] = float.IsNaN(_fixed[i]) ? (pull * Math.Max(0, pulls[i])) - product[i] : 0;
            direction[i] = residual[i] / diagonal[i];
            before += residual[i] * direction[i];
        }

        double enough = Accuracy * count * pull;
        for (int step = 0; step < MostSteps && before > enough * Accuracy; step++)
        {
            Multiply(diagonal, direction, product);
            double along = 0;
            for (int i = 0; i < count; i++)
            {
                product[i] = float.IsNaN(_fixed[i]) ? product[i] : 0;
                along += direction[i] * (double)product[i];
            }

            float length = (float)(before / along);
            double after = 0;
            for (int i = 0; i < count; i++)
            {
                x[i] += length * direction[i];
                residual[i] -= length * product[i];
                after += residual[i] * (double)residual[i] / diagonal[i];
            }

            float turn = (float)(after / before);
            for (int i = 0; i < count; i++)
            {
                direction[i] = (residual[i] / diagonal[i]) + (turn * direction[i]);
            }

            before = after;
        }
    }

    private void Multiply(float[] diagonal, float[] x, float[] product)
    {
        for (int i = 0; i < x.Length; i++)
        {
            float sum = diagonal[i] * x[i];
            sum -= i + 1 < x.Length ? _right[i] * x[i + 1] : 0;
            sum -= i > 0 ? _right[i - 1] * x[i - 1] : 0;
            sum -= i + _width < x.Length ? _down[i] * x[i + _width] : 0;
            sum -= i >= _width ? _down[i - _width] * x[i - _width] : 0;
            product[i] = sum;
        }
    }

    private static float Bond(float difference, float typical) => difference < 0 ? 0 : LeastBond + MathF.Exp(-difference / typical);

    /// <summary>The square of the distance of two colours, in code values.</summary>
    private static float Difference(StraightImage image, int one, int other)
    {
        ReadOnlySpan<byte> a = image.Pixels.AsSpan(4 * one, 4);
        ReadOnlySpan<byte> b = image.Pixels.AsSpan(4 * other, 4);
        (int red, int green, int blue) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        return (red * red) + (green * green) + (blue * blue);
    }
}
