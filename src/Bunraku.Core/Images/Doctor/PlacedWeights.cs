namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// For each sample of a line that is scaled and shifted, the samples of the source line it is made of and their Lanczos weights (three
/// lobes), as <see cref="ResamplingWeights"/> has them for whole pixels. Where the source has ended there are none.
/// </summary>
internal sealed class PlacedWeights
{
    private const int Lobes = 3;

    private readonly int[] _first;
    private readonly float[][] _weights;
    private readonly (int First, int Count)[] _nearest;

    /// <summary>Computes the weights.</summary>
    /// <param name="length">Samples in the source line.</param>
    /// <param name="count">Samples in the result.</param>
    /// <param name="scale">Result samples for a source sample.</param>
    /// <param name="shift">Where the source's beginning comes to lie in the result.</param>
    public PlacedWeights(int length, int count, double scale, double shift)
    {
        _first = new int[count];
        _weights = new float[count][];
        _nearest = new (int, int)[count];
        double stretch = Math.Max(1 / scale, 1);
        for (int k = 0; k < count; k++)
        {
            double center = (k + 0.5 - shift) / scale;
            if (center < 0 || center > length)
            {
                _weights[k] = [];
                continue;
            }

            int first = Math.Max(0, (int)(center - (Lobes * stretch) + 0.5));
            int last = Math.Min(length, (int)(center + (Lobes * stretch) + 0.5));
            _first[k] = first;
            _weights[k] = Normalised(first, last, center, stretch);
            int near = Math.Clamp((int)Math.Ceiling(center - 0.5 - stretch), first, last - 1);
            int beyond = Math.Clamp((int)Math.Floor(center - 0.5 + stretch) + 1, near + 1, last);
            _nearest[k] = (near - first, beyond - near);
        }
    }

    /// <summary>The number of samples in the result.</summary>
    public int Count => _first.Length;

    /// <summary>The first source sample of result k.</summary>
    public int FirstOf(int k) => _first[k];

    /// <summary>The weights of result k; none outside the source.</summary>
    public ReadOnlySpan<float> Of(int k) => _weights[k];

    /// <summary>Which of the samples of result k lie within its main lobe; the result lies between their values where nothing rings.</summary>
    public (int First, int Count) NearestOf(int k) => _nearest[k];

    /// <summary>The most samples that any result needs.</summary>
    public int Longest => _weights.Max(weights => weights.Length);

    private static float[] Normalised(int first, int last, double center, double stretch)
    {
        double[] weights = [.. Enumerable.Range(first, Math.Max(0, last - first)).Select(m => Lanczos((m + 0.5 - center) / stretch))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    private static double Lanczos(double x) => Math.Abs(x) < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
