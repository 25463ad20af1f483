namespace Bunraku.Siren.Tests.Training;

/// <summary>SOAP for one matrix as its paper's listing has it, in double precision and with nothing done for speed.</summary>
internal sealed class PlainSoap
{
    private const double Decay = 0.95;
    private readonly int _rows;
    private readonly int _columns;
    private double[,] _left;
    private double[,] _right;
    private double[,] _leftBasis;
    private double[,] _rightBasis;
    private readonly double[,] _first;
    private readonly double[,] _second;
    private readonly double[,] _weights;
    private int _step;

    public PlainSoap(int rows, int columns, float[] weights)
    {
        (_rows, _columns) = (rows, columns);
        (_left, _right) = (new double[rows, rows], new double[columns, columns]);
        (_leftBasis, _rightBasis) = (Identity(rows), Identity(columns));
        (_first, _second) = (new double[rows, columns], new double[rows, columns]);
        _weights = Matrix(weights);
    }

    public double[] Weights => [.. _weights.Cast<double>()];

    public void Step(float[] values, double rate)
    {
        double[,] gradient = Matrix(values);
        double keep = ++_step == 1 ? 0 : Decay;
        _left = Mix(_left, Times(gradient, Turned(gradient)), keep);
        _right = Mix(_right, Times(Turned(gradient), gradient), keep);
        if (_step == 1)
        {
            Refresh(20);
            return;
        }

        double correction = 1 - Math.Pow(Decay, _step - 1);
        double[,] rotated = Times(Times(_leftBasis, gradient), Turned(_rightBasis));
        ForEach((i, j) =>
        {
            _first[i, j] = (Decay * _first[i, j]) + ((1 - Decay) * gradient[i, j]);
            _second[i, j] = (Decay * _second[i, j]) + ((1 - Decay) * rotated[i, j] * rotated[i, j]);
        });
        double[,] direction = Times(Times(_leftBasis, _first), Turned(_rightBasis));
        ForEach((i, j) => direction[i, j] = direction[i, j] / correction / (Math.Sqrt(_second[i, j] / correction) + 1e-8));
        direction = Times(Times(Turned(_leftBasis), direction), _rightBasis);
        ForEach((i, j) => _weights[i, j] -= rate * direction[i, j]);
        if (_step % 10 == 0)
        {
            Refresh(1);
        }
    }

    private static double[,] Identity(int size)
    {
        double[,] matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            matrix[i, i] = 1;
        }

        return matrix;
    }

    private static double[,] Times(double[,] left, double[,] right)
    {
        double[,] product = new double[left.GetLength(0), right.GetLength(1)];
        for (int i = 0; i < product.GetLength(0); i++)
        {
            for (int j = 0; j < product.GetLength(1); j++)
            {
                for (int k = 0; k < left.GetLength(1); k++)
                {
                    product[i, j] += left[i, k] * right[k, j];
                }
            }
        }

        return product;
    }

    private static double[,] Turned(double[,] matrix)
    {
        double[,] turned = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                turned[j, i] = matrix[i, j];
            }
        }

        return turned;
    }

    private static double[,] Mix(double[,] mean, double[,] value, double keep)
    {
        double[,] mixed = new double[mean.GetLength(0), mean.GetLength(1)];
        for (int i = 0; i < mixed.GetLength(0); i++)
        {
            for (int j = 0; j < mixed.GetLength(1); j++)
            {
                mixed[i, j] = (keep * mean[i, j]) + ((1 - keep) * value[i, j]);
            }
        }

        return mixed;
    }

    private static double[,] Orthonormal(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        for (int row = 0; row < size; row++)
        {
            for (int other = 0; other < row; other++)
            {
                double dot = Enumerable.Range(0, size).Sum(k => matrix[row, k] * matrix[other, k]);
                for (int k = 0; k < size; k++)
                {
                    matrix[row, k] -= dot * matrix[other, k];
                }
            }

            double length = Math.Sqrt(Enumerable.Range(0, size).Sum(k => matrix[row, k] * matrix[row, k]));
            for (int k = 0; k < size; k++)
            {
                matrix[row, k] /= length;
            }
        }

        return matrix;
    }

    private void Refresh(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            _leftBasis = Orthonormal(Times(_leftBasis, _left));
            _rightBasis = Orthonormal(Times(_rightBasis, _right));
        }
    }

    private double[,] Matrix(float[] values)
    {
        double[,] matrix = new double[_rows, _columns];
        ForEach((i, j) => matrix[i, j] = values[(i * _columns) + j]);
        return matrix;
    }

    private void ForEach(Action<int, int> action)
    {
        for (int i = 0; i < _rows * _columns; i++)
        {
            action(i / _columns, i % _columns);
        }
    }
}
