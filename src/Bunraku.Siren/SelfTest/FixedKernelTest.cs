using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.SelfTest;

/// <summary>Runs every kernel in fixed point on one tile and compares the results with plain loops.</summary>
internal sealed unsafe class FixedKernelTest : IFixedLaneWork<string?>
{
    private const int Channels = 6;
    private const double HalfTurn = FixedPhase.UnitsInHalfTurn;

    // Two units of a sine of 2^-14.
    private const double Tolerance = 1.3e-4;

    /// <returns>The first wrong value, or null if all are right.</returns>
    public string? Run<TFixed, TInts, TLanes, TFloats>()
        where TFixed : struct, IFixedLanes<TInts, TFloats>
        where TInts : struct
        where TLanes : struct, ILanes<TFloats>
        where TFloats : struct
    {
        using var trial = new KernelTrial();
        TestPosition<TFixed, TInts, TLanes, TFloats>(trial);
        TestStrips<TFixed, TInts, TLanes, TFloats>(trial);

        // Blocks of 12 and 6 channels, then of 12 and 4: all that the kernel has.
        TestDense<TFixed, TInts, TLanes, TFloats>(trial, outputs: 18);
        TestDense<TFixed, TInts, TLanes, TFloats>(trial, outputs: 20);
        return trial.Failure;
    }

    private static void TestPosition<TFixed, TInts, TLanes, TFloats>(KernelTrial trial)
        where TFixed : struct, IFixedLanes<TInts, TFloats>
        where TInts : struct
        where TLanes : struct, ILanes<TFloats>
        where TFloats : struct
    {
        float* column = Phases(trial, Channels), row = Phases(trial, Channels), bias = Phases(trial, Channels);
        float* x = trial.Random(Tile.Pixels), y = trial.Random(Tile.Pixels), output = trial.Zeros(Channels / 2 * Tile.Pixels);
        FixedInput<TFixed, TInts, TLanes, TFloats>.FromPosition(Channels, column, row, bias, x, y, (int*)output);
        trial.Compare("first layer in fixed point", Unpack(trial, output, Channels), Channels * Tile.Pixels, Expected, Tolerance);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            return double.CosPi((((double)column[channel] * x[pixel]) + ((double)row[channel] * y[pixel]) + bias[channel]) / HalfTurn);
        }
    }

    private static void TestStrips<TFixed, TInts, TLanes, TFloats>(KernelTrial trial)
        where TFixed : struct, IFixedLanes<TInts, TFloats>
        where TInts : struct
        where TLanes : struct, ILanes<TFloats>
        where TFloats : struct
    {
        const int Stride = 48;
        const float Step = 1f / 256f;
        int[] starts = [8, 29];
        float* near = Phases(trial, Channels * Stride), far = Phases(trial, Channels * Stride);
        var sources = new StripSources
        {
            FirstNear = near + starts[0],
            FirstFar = far + starts[0],
            SecondNear = near + starts[1],
            SecondFar = far + starts[1],
            Stride = Stride,
        };
        float* column = Phases(trial, Channels), row = Phases(trial, Channels), bias = Phases(trial, Channels);
        float* evenX = trial.Random(Tile.Pixels / 2), y = trial.Random(Tile.Pixels / 2), output = trial.Zeros(Channels / 2 * Tile.Pixels);
        FixedInput<TFixed, TInts, TLanes, TFloats>.FromStrips(Channels, sources, column, row, bias, evenX, y, Step, (int*)output);
        trial.Compare("upsampled strips in fixed point", Unpack(trial, output, Channels), Channels * Tile.Pixels, Expected, Tolerance);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            (int source, int odd) = (pixel / 2, pixel % 2);
            int own = (channel * Stride) + starts[source / StripSources.Count] + (source % StripSources.Count), neighbour = own + (odd == 0 ? -1 : 1);
            double feature = ((9.0 * near[own]) + (3.0 * near[neighbour]) + (3.0 * far[own]) + far[neighbour]) / 16;
            return double.CosPi((feature + (column[channel] * (evenX[source] + (odd * (double)Step))) + ((double)row[channel] * y[source]) + bias[channel]) / HalfTurn);
        }
    }

    private static void TestDense<TFixed, TInts, TLanes, TFloats>(KernelTrial trial, int outputs)
        where TFixed : struct, IFixedLanes<TInts, TFloats>
        where TInts : struct
        where TLanes : struct, ILanes<TFloats>
        where TFloats : struct
    {
        const int Inputs = 44;
        float* matrix = trial.Random(outputs * Inputs, scale: 0.6f), bias = trial.Random(outputs), input = trial.Random(Inputs / 2 * Tile.Pixels);
        int* activations = (int*)trial.Zeros(Inputs / 2 * Tile.Pixels);
        for (int i = 0; i < Inputs / 2 * Tile.Pixels; i++)
        {
            // Any pair of activations: both halves of a random number.
            activations[i] = (int)(input[i] * 2_000_000_000f) & ~0x4000_4000;
        }

        ReadOnlySpan<float> weights = new(matrix, outputs * Inputs), biases = new(bias, outputs);
        var hidden = new FixedLayer(trial.Memory, outputs, Inputs, weights, biases, isLast: false);
        var last = new FixedLayer(trial.Memory, outputs, Inputs, weights, biases, isLast: true);
        float* pairs = trial.Zeros(hidden.PaddedOutputs * Tile.Pixels), sines = trial.Zeros(last.PaddedOutputs * Tile.Pixels);
        FixedDenseLayer<TFixed, TInts, TLanes, TFloats>.RunSine(hidden, activations, (int*)pairs);
        FixedDenseLayer<TFixed, TInts, TLanes, TFloats>.RunFloatSine(last, activations, sines);

        // The rounding of 44 weights to 2^-16 half turns at most, with activations below 2.
        const double WeightRounding = 5e-3;
        trial.Compare("sine layer in fixed point", Unpack(trial, pairs, outputs), outputs * Tile.Pixels, Expected, Tolerance + WeightRounding);
        trial.Compare("last sine layer in fixed point", sines, outputs * Tile.Pixels, Expected, WeightRounding);

        double Expected(int i)
        {
            (int row, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            double sum = bias[row];
            for (int k = 0; k < Inputs; k += 2)
            {
                int pair = activations[(k / 2 * Tile.Pixels) + pixel];
                sum += ((matrix[(row * Inputs) + k] * (double)(short)pair) + (matrix[(row * Inputs) + k + 1] * (double)(pair >> 16))) / FixedPhase.One;
            }

            return double.SinPi(sum);
        }
    }

    /// <summary>Random phases of up to three turns.</summary>
    private static float* Phases(KernelTrial trial, int count) => trial.Random(count, 6 * FixedPhase.UnitsInHalfTurn);

    /// <summary>[channels / 2][32] pairs as [channels][32] fractions.</summary>
    private static float* Unpack(KernelTrial trial, float* pairs, int channels)
    {
        float* values = trial.Zeros(channels * Tile.Pixels);
        for (int i = 0; i < channels / 2 * Tile.Pixels; i++)
        {
            int pair = ((int*)pairs)[i];
            (int channel, int pixel) = (2 * (i / Tile.Pixels), i % Tile.Pixels);
            values[(channel * Tile.Pixels) + pixel] = (short)pair / (float)FixedPhase.One;
            values[((channel + 1) * Tile.Pixels) + pixel] = (pair >> 16) / (float)FixedPhase.One;
        }

        return values;
    }
}
