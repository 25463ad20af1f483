namespace Bunraku.Core.Images;

/// <summary>
/// For each sample of a resized line, the samples of the source line it is made of and their Lanczos weights in fixed point. Source of
/// the formulas: the resampling of the Pillow library.
/// </summary>
internal sealed class ResamplingWeights
{
    private const int Lobes = 3;
    private const int FractionBits = 22;

    private readonly int[] _first;
    private readonly int[][] _weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="length">Samples in the source line.</param>
    /// <param name="start">Where the part that is resized begins.</param>
    /// <param name="extent">Samples in that part.</param>
    /// <param name="count">Samples in the result.</param>
    public ResamplingWeights(int length, int start, int extent, int count)
    {
        _first = new int[count];
        _weights = new int[count][];
        double scale = (double)extent / count;
        double stretch = Math.Max(scale, 1.0);
        double support = Lobes * stretch;
        for (int k = 0; k < count; k++)
        {
            double center = start + ((k + 0.5) * scale);
            int first = Math.Max(0, (int)(center - support + 0.5));
            int last = Math.Min(length, (int)(center + support + 0.5));
            _first[k] = first;
            _weights[k] = Normalised([.. Enumerable.Range(first, last - first).Select(m => Lanczos((m - center + 0.5) / stretch))]);
        }

        SourceFirst = _first[0];
        SourceLast = _first[^1] + _weights[^1].Length;
    }

    /// <summary>The number of samples in the result.</summary>
    public int Count => _first.Length;

    /// <summary>The first source sample that any result needs.</summary>
    public int SourceFirst { get; }

    /// <summary>The end (exclusive) of the source samples that any result needs.</summary>
    public int SourceLast { get; }

    /// <summary>The first source sample of result k.</summary>
    public int FirstOf(int k) => _first[k];

    /// <summary>The weights of result k.</summary>
    public ReadOnlySpan<int> Of(int k) => _weights[k];

    /// <summary>The weighted sum of samples that lie a stride apart.</summary>
    public static byte Apply(ReadOnlySpan<int> weights, ReadOnlySpan<byte> samples, int stride)
    {
        int sum = 1 << (FractionBits - 1);
        for (int m = 0; m < weights.Length; m++)
        {
            sum += weights[m] * samples[m * stride];
        }

        return (byte)Math.Clamp(sum >> FractionBits, 0, 255);
    }

    private static int[] Normalised(double[] weights)
    {
        double sum = weights.Sum();

        // Casting cuts towards zero, so the half is added away from zero.
        return [.. weights.Select(weight => weight / sum * (1 << FractionBits)).Select(weight => (int)(weight + (weight < 0 ? -0.5 : 0.5)))];
    }

    private static double Lanczos(double x) => x is >= -Lobes and < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0.0;

    private static double Sinc(double x) => x == 0.0 ? 1.0 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
