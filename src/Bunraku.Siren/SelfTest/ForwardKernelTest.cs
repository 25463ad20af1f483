using Bunraku.Core.Images;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.SelfTest;

/// <summary>Runs every kernel of a frame on one tile and compares the results with plain loops.</summary>
internal sealed unsafe class ForwardKernelTest : ILaneWork<string?>
{
    private const int Channels = 5;
    private const int Inputs = 45;

    /// <returns>The first wrong value, or null if all are right.</returns>
    public string? Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var trial = new KernelTrial();
        TestSine<TLanes, TVector>(trial);
        TestPosition<TLanes, TVector>(trial);
        TestFeatures<TLanes, TVector>(trial);
        TestStrips<TLanes, TVector>(trial);

        // Blocks of 12 and 6 channels, then of 12 and 4: all that the kernel has.
        TestDense<TLanes, TVector>(trial, outputs: 18);
        TestDense<TLanes, TVector>(trial, outputs: 20);
        TestWarp(trial);
        TestBlend<TLanes, TVector>(trial);
        return trial.Failure;
    }

    private static void TestSine<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Count = 2 * Tile.Pixels;
        float* arguments = trial.Random(Count, scale: 350f);
        ReadOnlySpan<float> special = [0f, 0.5f, -0.5f, 1f, -1.5f, 0.49999997f, SlowSine.Threshold - 0.5f];
        special.CopyTo(new Span<float>(arguments, Count));
        float* sines = trial.Copy(arguments, Count);
        Sine<TLanes, TVector>.InPlace(sines, Count);
        trial.Compare("sine", sines, Count, i => double.SinPi(arguments[i]), 2e-7);
    }

    private static void TestPosition<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* column = trial.Random(Channels), row = trial.Random(Channels), bias = trial.Random(Channels);
        float* x = trial.Random(Tile.Pixels), y = trial.Random(Tile.Pixels), output = trial.Zeros(Channels * Tile.Pixels);
        SineInput<TLanes, TVector>.FromPosition(Channels, column, row, bias, x, y, output, sine: true);
        trial.Compare("first layer", output, Channels * Tile.Pixels, Expected, 3e-6);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            return double.SinPi(((double)column[channel] * x[pixel]) + ((double)row[channel] * y[pixel]) + bias[channel]);
        }
    }

    private static void TestFeatures<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Sources = Tile.Pixels / 2;
        const int Stride = 3 * Sources;
        const float Step = 1f / 256f;
        float* near = trial.Random(Channels * Stride) + Sources, far = trial.Random(Channels * Stride) + Sources;
        float* column = trial.Random(Channels), bias = trial.Random(Channels), evenX = trial.Random(Sources);
        float* output = trial.Zeros(Channels * Tile.Pixels);
        SineInput<TLanes, TVector>.FromFeatures(Channels, Sources, near, far, Stride, column, bias, evenX, Step, output, sine: true);
        trial.Compare("upsampled layer", output, Channels * Tile.Pixels, Expected, 3e-6);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            (int source, int odd) = (pixel / 2, pixel % 2);
            int own = (channel * Stride) + source, neighbour = own + (odd == 0 ? -1 : 1);
            double feature = ((9.0 * near[own]) + (3.0 * near[neighbour]) + (3.0 * far[own]) + far[neighbour]) / 16;
            return double.SinPi(feature + (column[channel] * (evenX[source] + (odd * (double)Step))) + bias[channel]);
        }
    }

    private static void TestStrips<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Stride = 48;
        const float Step = 1f / 256f;
        int[] starts = [8, 29];
        float* near = trial.Random(Channels * Stride), far = trial.Random(Channels * Stride);
        var sources = new StripSources
        {
            FirstNear = near + starts[0],
            FirstFar = far + starts[0],
            SecondNear = near + starts[1],
            SecondFar = far + starts[1],
            Stride = Stride,
        };
        float* column = trial.Random(Channels), row = trial.Random(Channels), bias = trial.Random(Channels);
        float* evenX = trial.Random(Tile.Pixels / 2), y = trial.Random(Tile.Pixels / 2), output = trial.Zeros(Channels * Tile.Pixels);
        SineInput<TLanes, TVector>.FromStrips(Channels, sources, column, row, bias, evenX, y, Step, output, sine: true);
        trial.Compare("upsampled strips", output, Channels * Tile.Pixels, Expected, 3e-6);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            (int source, int odd) = (pixel / 2, pixel % 2);
            int own = (channel * Stride) + starts[source / StripSources.Count] + (source % StripSources.Count), neighbour = own + (odd == 0 ? -1 : 1);
            double feature = ((9.0 * near[own]) + (3.0 * near[neighbour]) + (3.0 * far[own]) + far[neighbour]) / 16;
            return double.SinPi(feature + (column[channel] * (evenX[source] + (odd * (double)Step))) + ((double)row[channel] * y[source]) + bias[channel]);
        }
    }

    private static void TestDense<TLanes, TVector>(KernelTrial trial, int outputs)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Stride = 2 * Tile.Pixels;
        float* matrix = trial.Random(outputs * Inputs), bias = trial.Random(outputs), input = trial.Random(Inputs * Tile.Pixels);
        var layer = new SineLayer(trial.Memory, outputs, Inputs, new ReadOnlySpan<float>(matrix, outputs * Inputs), new ReadOnlySpan<float>(bias, outputs));
        float* linear = trial.Zeros(layer.Packed.PaddedOutputs * Stride), sine = trial.Zeros(layer.Packed.PaddedOutputs * Tile.Pixels);
        DenseLayer<TLanes, TVector>.Run(layer.Packed, input, linear, Stride);
        DenseLayer<TLanes, TVector>.RunSine(layer, input, sine);
        double[] expected = new double[outputs * Tile.Pixels];
        for (int i = 0; i < expected.Length; i++)
        {
            (int row, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            expected[i] = bias[row];
            for (int k = 0; k < Inputs; k++)
            {
                expected[i] += (double)matrix[(row * Inputs) + k] * input[(k * Tile.Pixels) + pixel];
            }
        }

        for (int row = 0; row < outputs; row++)
        {
            int first = row * Tile.Pixels;
            trial.Compare($"dense layer, channel {row}", linear + (row * Stride), Tile.Pixels, i => expected[first + i], 1e-5);
        }

        trial.Compare("sine layer", sine, expected.Length, i => double.SinPi(expected[i]), 3e-5);
    }

    private static void TestWarp(KernelTrial trial)
    {
        const int Column = 100;
        const float HalfSize = CharacterPicture.Size / 2f;
        float* picture = trial.Random(3 * Warp.Stride * 4), grid = trial.Random(2 * Tile.Pixels, scale: 0.05f), warped = trial.Zeros(4 * Tile.Pixels);
        for (int pixel = 0; pixel < Tile.Pixels; pixel++)
        {
            // Between a little above the picture, which is clipped, and its row 2.
            grid[Tile.Pixels + pixel] = (1f + (35f * grid[Tile.Pixels + pixel])) / (1.5f * HalfSize);
        }

        Warp.Sample(picture, Tile.Pixels, row: 0, Column, grid, warped);
        trial.Compare("warp", warped, 4 * Tile.Pixels, Expected, 1e-4);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            double u = Column + pixel + (grid[pixel] * HalfSize), v = Math.Max(0, grid[Tile.Pixels + pixel] * HalfSize);
            (int left, int top) = ((int)u, (int)v);
            float* tap = picture + (4 * ((top * Warp.Stride) + left)) + channel;
            double upper = tap[0] + ((tap[4] - (double)tap[0]) * (u - left));
            double lower = tap[4 * Warp.Stride] + ((tap[(4 * Warp.Stride) + 4] - (double)tap[4 * Warp.Stride]) * (u - left));
            return upper + ((lower - upper) * (v - top));
        }
    }

    private static void TestBlend<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* warped = trial.Random(4 * Tile.Pixels), alpha = trial.Random(Tile.Pixels), color = trial.Random(4 * Tile.Pixels);
        float* output = trial.Zeros(4 * Tile.Pixels), infinite = trial.Copy(color, 4 * Tile.Pixels);
        infinite[Tile.Pixels + 3] = float.PositiveInfinity;
        bool isMissed = Blend<TLanes, TVector>.Into(Tile.Pixels, output, Tile.Pixels, warped, alpha, infinite) || FiniteCheck<TLanes, TVector>.Holds(infinite, 4 * Tile.Pixels);
        bool isFinite = Blend<TLanes, TVector>.Into(Tile.Pixels, output, Tile.Pixels, warped, alpha, color) && FiniteCheck<TLanes, TVector>.Holds(color, 4 * Tile.Pixels);
        trial.Compare("blend", output, 4 * Tile.Pixels, Expected, 1e-6);
        float found = isFinite && !isMissed ? 1f : 0f;
        trial.Compare("check for infinity", &found, 1, _ => 1, 0);

        double Expected(int i)
        {
            double weight = alpha[i % Tile.Pixels];
            return ((1 - weight) * warped[i]) + (weight * color[i]);
        }
    }
}
