using System.Collections.Immutable;

namespace Bunraku.Mocap.Conversion;

/// <summary>
/// Finds the vowel weights w in [0, 1] whose mouth comes nearest to a target t: the exact minimiser of
/// <c>F(w) = |w A - t| + 0.01 (w1 + w2 + w3 + w4)</c>, where the rows of A say what each vowel looks like. The published
/// program minimises the same F iteratively and stops up to 0.2 short of the minimum for about one target in fifty.
/// </summary>
/// <remarks>
/// F is convex, so its minimum is found by trying every way to hold each weight at 0, at 1, or free. With the held weights moved into the target (q =
/// t - b A) and G the Gram matrix of the free rows, the free weights are <c>x = x0 - 0.01 R v</c>. There <c>x0 = G⁻¹ A q</c> is the least-squares
/// solution and <c>v = G⁻¹ 1</c>. R is the length of the residual at x, <c>|x0 A - q| / sqrt(1 - 0.01² (1 · v))</c>, because the residual of x0 and
/// the step along v are at right angles.
/// </remarks>
public static class MouthSolver
{
    private const int Size = 4;
    private const double Sparsity = 0.01;
    private const double BoundTolerance = 1e-12;

    /// <summary>What each vowel (aaa, iii, uuu, ooo) looks like in the four measures of a <see cref="MouthTarget"/>.</summary>
    private static readonly double[][] Shapes =
    [
        [1.0, 1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0],
        [0.5, 0.3, 0.25, 0.75],
        [1.0, 0.5, 0.5, 0.4],
    ];

    private static readonly ImmutableArray<FreeWeights> Subsets =
        [.. Enumerable.Range(0, 1 << Size).Select(mask => new FreeWeights(mask))];

    /// <summary>The weights that minimise F for a target of finite numbers.</summary>
    public static MouthVowels Solve(MouthTarget target)
    {
        ReadOnlySpan<double> wanted = [target.Open, target.LowerLip, target.Funnel, target.Pucker];
        Span<double> best = stackalloc double[Size];
        Span<double> candidate = stackalloc double[Size];
        double bestObjective = Objective(best, wanted);
        foreach (FreeWeights free in Subsets)
        {
            foreach (int atOne in free.ChoicesAtOne)
            {
                if (free.TrySolve(atOne, wanted, candidate) && Objective(candidate, wanted) is var objective && objective < bestObjective)
                {
                    bestObjective = objective;
                    candidate.CopyTo(best);
                }
            }
        }

        return new MouthVowels(best[0], best[1], best[2], best[3]);
    }

    /// <summary>The value of F, which <see cref="Solve"/> makes as small as it can be.</summary>
    public static double Objective(MouthVowels vowels, MouthTarget target) => Objective(
        [vowels.Aaa, vowels.Iii, vowels.Uuu, vowels.Ooo],
        [target.Open, target.LowerLip, target.Funnel, target.Pucker]);

    private static double Objective(ReadOnlySpan<double> weights, ReadOnlySpan<double> target)
    {
        Span<double> residual = stackalloc double[Size];
        target.CopyTo(residual);
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += Math.Abs(weights[i]);
            Subtract(residual, Shapes[i], weights[i]);
        }

        return Length(residual) + (Sparsity * sum);
    }

    private static void Subtract(Span<double> vector, double[] row, double factor)
    {
        for (int i = 0; i < Size; i++)
        {
            vector[i] -= factor * row[i];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Length(ReadOnlySpan<double> vector) => Math.Sqrt(Dot(vector, vector));

    /// <summary>One choice of the weights that are free, with all that depends on A alone worked out beforehand.</summary>
    private sealed class FreeWeights
    {
        private readonly int[] _free;
        private readonly double[,] _inverseGram;
        private readonly double[] _shrink;
        private readonly double _residualScale;

        public FreeWeights(int mask)
        {
            _free = [.. Enumerable.Range(0, Size).Where(i => (mask & (1 << i)) != 0)];
            _inverseGram = Inverse(Gram(_free));
            _shrink = [.. Enumerable.Range(0, _free.Length).Select(row => Enumerable.Range(0, _free.Length).Sum(column => _inverseGram[row, column]))];
            _residualScale = 1 / Math.Sqrt(1 - (Sparsity * Sparsity * _shrink.Sum()));
            ChoicesAtOne = [.. Enumerable.Range(0, 1 << Size).Where(atOne => (atOne & mask) == 0)];
        }

        /// <summary>The ways to hold the other weights: bit i is set where weight i is held at 1; the rest are held at 0.</summary>
        public ImmutableArray<int> ChoicesAtOne { get; }

        /// <summary>The best free weights with the others held; false where they would leave [0, 1].</summary>
        public bool TrySolve(int atOne, ReadOnlySpan<double> target, Span<double> weights)
        {
            Span<double> residual = stackalloc double[Size];
            target.CopyTo(residual);
            for (int i = 0; i < Size; i++)
            {
                weights[i] = (atOne >> i) & 1;
                Subtract(residual, Shapes[i], weights[i]);
            }

            SolveLeastSquares(residual, weights);
            double shrink = Sparsity * Length(residual) * _residualScale;
            for (int row = 0; row < _free.Length; row++)
            {
                double weight = weights[_free[row]] - (shrink * _shrink[row]);
                if (!(weight >= -BoundTolerance && weight <= 1 + BoundTolerance))
                {
                    return false;
                }

                weights[_free[row]] = Math.Clamp(weight, 0, 1);
            }

            return true;
        }

        private void SolveLeastSquares(Span<double> residual, Span<double> weights)
        {
            Span<double> projections = stackalloc double[Size];
            for (int row = 0; row < _free.Length; row++)
            {
                projections[row] = Dot(Shapes[_free[row]], residual);
            }

            for (int row = 0; row < _free.Length; row++)
            {
                double weight = 0;
                for (int column = 0; column < _free.Length; column++)
                {
                    weight += _inverseGram[row, column] * projections[column];
                }

                weights[_free[row]] = weight;
                Subtract(residual, Shapes[_free[row]], weight);
            }
        }

        private static double[,] Gram(int[] rows)
        {
            var gram = new double[rows.Length, rows.Length];
            for (int row = 0; row < rows.Length; row++)
            {
                for (int column = 0; column < rows.Length; column++)
                {
                    gram[row, column] = Dot(Shapes[rows[row]], Shapes[rows[column]]);
                }
            }

            return gram;
        }

        /// <summary>Gauss-Jordan elimination; a Gram matrix of independent rows is positive definite and needs no pivoting.</summary>
        private static double[,] Inverse(double[,] matrix)
        {
            int size = matrix.GetLength(0);
            var inverse = new double[size, size];
            for (int i = 0; i < size; i++)
            {
                inverse[i, i] = 1;
            }

            for (int pivot = 0; pivot < size; pivot++)
            {
                AddRow(pivot, (1 / matrix[pivot, pivot]) - 1, pivot);
                for (int row = 0; row < size; row++)
                {
                    if (row != pivot)
                    {
                        AddRow(row, -matrix[row, pivot], pivot);
                    }
                }
            }

            void AddRow(int row, double factor, int source)
            {
                for (int column = 0; column < size; column++)
                {
                    matrix[row, column] += factor * matrix[source, column];
                    inverse[row, column] += factor * inverse[source, column];
                }
            }

            return inverse;
        }
    }
}

/// <summary>What a tracked open mouth looks like, each nominally 0 to 1: the four measures that <see cref="MouthSolver"/> explains by vowels.</summary>
/// <param name="Open">How far the jaw is open.</param>
/// <param name="LowerLip">How far the lower lip is drawn down.</param>
/// <param name="Funnel">How far the lips form a funnel.</param>
/// <param name="Pucker">How far the lips are puckered.</param>
public readonly record struct MouthTarget(double Open, double LowerLip, double Funnel, double Pucker);

/// <summary>How much of each of four vowels a mouth shows, each 0 to 1.</summary>
/// <param name="Aaa">The vowel of "father".</param>
/// <param name="Iii">The vowel of "see".</param>
/// <param name="Uuu">The vowel of "moon".</param>
/// <param name="Ooo">The vowel of "more".</param>
public readonly record struct MouthVowels(double Aaa, double Iii, double Uuu, double Ooo);
