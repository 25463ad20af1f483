using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Tests.Reference;

/// <summary>
/// A hidden layer in 16-bit fixed point, as it is defined. A sum is an int32 that counts parts of a turn and wraps; what overflows are whole
/// turns, which the sine does not see.
/// </summary>
internal sealed class FixedReferenceLayer
{
    private readonly FoldedLayer _layer;
    private readonly int[] _shifts;
    private readonly short[,] _weights;
    private readonly int[] _bias;

    public FixedReferenceLayer(FoldedLayer layer)
    {
        _layer = layer;
        _shifts = new int[layer.Outputs];
        _bias = new int[layer.Outputs];
        _weights = new short[layer.Outputs, layer.Inputs];
        for (int row = 0; row < layer.Outputs; row++)
        {
            ReadOnlySpan<float> weights = layer.Matrix.Span.Slice(row * layer.Inputs, layer.Inputs);

            // A weight counts 2^-18 turns, or as many powers of two more as the largest weight of the channel needs.
            while (Largest(weights, 18 - _shifts[row]) > short.MaxValue)
            {
                _shifts[row]++;
            }

            for (int input = 0; input < layer.Inputs; input++)
            {
                _weights[row, input] = (short)Turns(weights[input], 18 - _shifts[row]);
            }

            // An activation counts 2^-14, so a product 2^-32 turns.
            _bias[row] = unchecked((int)(long)Turns(MathF.IEEERemainder(layer.Bias.Span[row], 2f), 32 - _shifts[row]));
        }
    }

    /// <summary>The sine of an argument that counts 65536ths of a turn from a quarter turn on.</summary>
    public static short SineOfRounded(float argument) => SineOf(unchecked((short)(int)MathF.Round(argument, MidpointRounding.ToEven)));

    /// <summary>The activations of the next layer.</summary>
    public short[] Sines(short[] activations)
    {
        short[] sines = new short[_layer.Outputs];
        for (int row = 0; row < sines.Length; row++)
        {
            // A quarter turn off, because SineOf counts from there, and half a unit on, so that the cut below rounds.
            int offset = ((1 << 15) - (1 << 30)) >> _shifts[row];
            int phase = unchecked((Sum(row, activations) + offset) << _shifts[row]);
            sines[row] = SineOf((short)(phase >> 16));
        }

        return sines;
    }

    /// <summary>The features of a level: the sines of all 32 bits, in float32.</summary>
    public float[] FloatSines(short[] activations)
    {
        float[] sines = new float[_layer.Outputs];
        for (int row = 0; row < sines.Length; row++)
        {
            int phase = unchecked(Sum(row, activations) << _shifts[row]);
            sines[row] = SineOfHalfTurns(phase * (1f / (1u << 31)));
        }

        return sines;
    }

    private int Sum(int row, short[] activations)
    {
        int sum = _bias[row];
        for (int input = 0; input < activations.Length; input++)
        {
            sum = unchecked(sum + (_weights[row, input] * activations[input]));
        }

        return sum;
    }

    // sin(x) = cos(x - 1/4 turn) is a triangle u of the phase, bent: u + u * (c0 + c1 m + c2 m^2 + c3 m^3) with m = -u^2.
    private static short SineOf(short phase)
    {
        int half = 16384 - Math.Abs((int)phase);
        int u = Math.Min(2 * half, short.MaxValue);
        int m = Product(u, Math.Min(-u, short.MaxValue));
        int sum = 2603 + Product(m, 142);
        sum = 21165 + Product(m, sum);
        sum = 18704 + Product(m, sum);
        return (short)(half + Product(half, sum));
    }

    // Rounded to the unit of the first factor, where the other counts 2^-15.
    private static int Product(int left, int right) => ((left * right) + (1 << 14)) >> 15;

    private static float SineOfHalfTurns(float x)
    {
        const float Rounder = 12582912f;
        float nearest = (x + Rounder) - Rounder;
        float fraction = x - nearest;
        float square = fraction * fraction;
        float sum = float.MultiplyAddEstimate(0.0795933157f, square, -0.599340081f);
        sum = float.MultiplyAddEstimate(sum, square, 2.55025697f);
        sum = float.MultiplyAddEstimate(sum, square, -5.16772032f);
        sum = float.MultiplyAddEstimate(sum, square, 3.14159274f);
        return nearest % 2 == 0 ? sum * fraction : -(sum * fraction);
    }

    private static double Largest(ReadOnlySpan<float> weights, int bits)
    {
        double largest = 0;
        foreach (float weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(Turns(weight, bits)));
        }

        return largest;
    }

    private static double Turns(float halfTurns, int bits) => Math.Round(halfTurns / 2.0 * Math.Pow(2, bits));
}
