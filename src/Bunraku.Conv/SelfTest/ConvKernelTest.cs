using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;

namespace Bunraku.Conv.SelfTest;

/// <summary>Runs every kernel on one band of a small picture and compares the results with plain loops in double precision.</summary>
internal sealed unsafe class ConvKernelTest : ILaneWork<string?>
{
    // Not a multiple of the widest vector, so that the last vector of a row overlaps the one before.
    private const int Width = 24, Rows = 4;

    /// <returns>The first wrong value, or null if all are right.</returns>
    public string? Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var trial = new KernelTrial();
        TestWindowRows<TLanes, TVector>(trial);
        TestSame<TLanes, TVector>(trial, kernel: 3);
        TestSame<TLanes, TVector>(trial, kernel: 7);
        TestDown<TLanes, TVector>(trial);
        TestUp<TLanes, TVector>(trial);
        TestMoments<TLanes, TVector>(trial);
        TestResize<TLanes, TVector>(trial);
        TestHead<TLanes, TVector>(trial);
        TestPatches<TLanes, TVector>(trial);
        TestGridSample(trial);
        return trial.Failure;
    }

    private static void TestWindowRows<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const float Scale = 1.5f, Shift = -0.25f;
        float* stored = trial.Random(2 * Rows * Width), @base = trial.Random(2 * Rows * Width);
        int stride = WindowLayout.Stride(Width);
        foreach (Rectifier rectifier in (Rectifier[])[Rectifier.None, Rectifier.Relu, Rectifier.Leaky])
        {
            // What is not zero in the margins must become it.
            float* window = trial.Random(2 * Rows * stride), column = window + WindowLayout.Margin;
            WindowRows<TLanes, TVector>.Complete(stored, @base, Scale, Shift, rectifier, column, Width, Rows);
            trial.Compare("window rows", window, Rows * stride, i => Complete(i, @base), 1e-6);
            WindowRows<TLanes, TVector>.Complete(stored, null, Scale, Shift, rectifier, column, Width, Rows);
            trial.Compare("window rows without base", window, Rows * stride, i => Complete(i, null), 1e-6);
            WindowRows<TLanes, TVector>.Part(stored, @base, Scale, Shift, rectifier, column, Width, Rows);
            trial.Compare("parted window rows", window, 2 * Rows * stride, i => Parted(i, @base), 1e-6);
            WindowRows<TLanes, TVector>.Part(stored, null, Scale, Shift, rectifier, column, Width, Rows);
            trial.Compare("parted window rows without base", window, 2 * Rows * stride, i => Parted(i, null), 1e-6);

            double Complete(int i, float* added) => Column(i) is >= 0 and < Width and var x ? Value((i / stride * Width) + x, added) : 0;

            double Parted(int i, float* added) => Column(i) is >= 0 and < Width and var x ? Value((i / stride / 2 * 2 * Width) + (2 * x) + (i / stride % 2), added) : 0;

            double Value(int i, float* added)
            {
                double normed = (Scale * (double)stored[i]) + Shift;
                double rectified = normed >= 0 ? normed : normed * ((double)rectifier.Value - rectifier.Magnitude);
                return added == null ? rectified : rectified + added[i];
            }
        }

        int Column(int i) => (i % stride) - WindowLayout.Margin;
    }

    private static void TestSame<TLanes, TVector>(KernelTrial trial, int kernel)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int stride = WindowLayout.Stride(Width);
        float* window = trial.Random((Rows + kernel - 1) * stride) + WindowLayout.Margin, taps = trial.Random(kernel * kernel), output = trial.Zeros(Rows * Width);
        if (kernel == 3)
        {
            Depthwise3<TLanes, TVector>.Run(window, taps, output, Width, Rows);
        }
        else
        {
            Depthwise7<TLanes, TVector>.Run(window, taps, output, Width, Rows);
        }

        trial.Compare($"depthwise {kernel}x{kernel}", output, Rows * Width, Expected, 5e-6);

        double Expected(int i)
        {
            double sum = 0;
            for (int tap = 0; tap < kernel * kernel; tap++)
            {
                sum += (double)taps[tap] * window[(((i / Width) + (tap / kernel)) * stride) + (i % Width) + (tap % kernel) - (kernel / 2)];
            }

            return sum;
        }
    }

    private static void TestDown<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int stride = WindowLayout.Stride(Width);
        float* window = trial.Random(2 * ((2 * Rows) + 2) * stride) + WindowLayout.Margin, taps = trial.Random(16), output = trial.Zeros(Rows * Width);
        DepthwiseDown<TLanes, TVector>.Run(window, taps, output, Width, Rows);
        trial.Compare("depthwise 4x4 of stride 2", output, Rows * Width, Expected, 3e-6);

        double Expected(int i)
        {
            double sum = 0;
            for (int tap = 0; tap < 16; tap++)
            {
                // Column 2x - 1 + tap: the odd columns lie behind the even ones.
                int column = (2 * (i % Width)) - 1 + (tap % 4), row = (2 * (i / Width)) + (tap / 4);
                sum += (double)taps[tap] * window[(((2 * row) + (column & 1)) * stride) + (column >> 1)];
            }

            return sum;
        }
    }

    private static void TestUp<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int stride = WindowLayout.Stride(Width);
        float* window = trial.Random((Rows + 2) * stride) + WindowLayout.Margin, taps = trial.Random(16), output = trial.Zeros(4 * Rows * Width);
        DepthwiseUp<TLanes, TVector>.Run(window, taps, output, Width, Rows);
        trial.Compare("transposed depthwise 4x4", output, 4 * Rows * Width, i => Transposed(taps, i), 2e-6);
        float* kernel = trial.Random(9), doubled = trial.Zeros(16);
        DepthwiseUp<TLanes, TVector>.FromNearest(new ReadOnlySpan<float>(kernel, 9), doubled);
        trial.Compare("depthwise 3x3 after a doubling", doubled, 1, _ => kernel[8], 1e-6);
        DepthwiseUp<TLanes, TVector>.Run(window, doubled, output, Width, Rows);
        trial.Compare("depthwise 3x3 after a doubling", output, 4 * Rows * Width, Doubled, 4e-6);

        double Transposed(float* weights, int i)
        {
            (int row, int column) = (i / (2 * Width), i % (2 * Width));
            double sum = 0;
            for (int tap = 0; tap < 16; tap++)
            {
                // A source pixel y reaches the rows 2y - 1 to 2y + 2.
                int y = row + 1 - (tap / 4), x = column + 1 - (tap % 4);
                sum += (y & 1) == 0 && (x & 1) == 0 ? (double)weights[tap] * window[(((y >> 1) + 1) * stride) + (x >> 1)] : 0;
            }

            return sum;
        }

        double Doubled(int i)
        {
            (int row, int column) = (i / (2 * Width), i % (2 * Width));
            double sum = 0;
            for (int tap = 0; tap < 9; tap++)
            {
                sum += (double)kernel[tap] * window[((((row - 1 + (tap / 3)) >> 1) + 1) * stride) + ((column - 1 + (tap % 3)) >> 1)];
            }

            return sum;
        }
    }

    private static void TestMoments<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Count = 5 * Tile.Pixels;
        float* values = trial.Random(Count);
        double mean = 0, squares = 0;
        for (int i = 0; i < Count; i++)
        {
            values[i] += 100f;
            mean += values[i] / (double)Count;
        }

        for (int i = 0; i < Count; i++)
        {
            squares += (values[i] - mean) * (values[i] - mean);
        }

        (double foundMean, double foundSquares) = ChannelMoments<TLanes, TVector>.Of(values, Count);
        float difference = (float)Math.Max(Math.Abs(foundMean - mean), Math.Abs(foundSquares - squares));
        trial.Compare("moments of a channel", &difference, 1, _ => 0, 1e-4);
    }

    private static void TestResize<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* upper = trial.Random(2 * Tile.Pixels), lower = trial.Random(2 * Tile.Pixels), halved = trial.Zeros(Tile.Pixels);
        Resize<TLanes, TVector>.Halve(upper, lower, halved, Tile.Pixels);
        trial.Compare("resize to half", halved, Tile.Pixels, i => ((double)upper[2 * i] + upper[(2 * i) + 1] + lower[2 * i] + lower[(2 * i) + 1]) / 4, 1e-6);
        float* mixed = trial.Random(WindowLayout.Stride(Tile.Pixels)) + WindowLayout.Margin, enlarged = trial.Zeros(2 * Tile.Pixels);
        Resize<TLanes, TVector>.Enlarge(upper, lower, mixed, enlarged, Tile.Pixels);
        trial.Compare("resize to double", enlarged, 2 * Tile.Pixels, Expected, 1e-6);

        double Expected(int i)
        {
            (int near, int far) = (i / 2, Math.Clamp((i / 2) + ((i % 2) == 0 ? -1 : 1), 0, Tile.Pixels - 1));
            return (0.75 * ((0.75 * upper[near]) + (0.25 * lower[near]))) + (0.25 * ((0.75 * upper[far]) + (0.25 * lower[far])));
        }
    }

    private static void TestHead<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Count = 2 * Tile.Pixels;
        float* arguments = trial.Random(Count, scale: 12f);
        ReadOnlySpan<float> special = [0f, 1e-4f, -1e-4f, 100f, -100f, 3e38f, -3e38f];
        special.CopyTo(new Span<float>(arguments, Count));
        float* sigmoid = trial.Copy(arguments, Count), tanh = trial.Copy(arguments, Count);
        HeadFunctions<TLanes, TVector>.Sigmoid(sigmoid, rows: 2);
        trial.Compare("sigmoid", sigmoid, Count, i => 1 / (1 + Math.Exp(-(double)arguments[i])), 3e-7);
        HeadFunctions<TLanes, TVector>.Tanh(tanh, rows: 2);
        trial.Compare("tanh", tanh, Count, i => Math.Tanh(arguments[i]), 3e-7);
        float* first = trial.Random(Count), second = trial.Random(Count), blended = trial.Zeros(Count);
        HeadFunctions<TLanes, TVector>.Blend(sigmoid, first, second, blended, rows: 2);
        trial.Compare("blend", blended, Count, i => (sigmoid[i % Tile.Pixels] * (double)first[i]) + ((1 - (double)sigmoid[i % Tile.Pixels]) * second[i]), 1e-6);
    }

    private static void TestPatches<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Channels = 2, Stride = 2 * Tile.Pixels, ChannelStride = 4 * Stride, Taps = 9;
        float* window = trial.Random(Channels * ChannelStride), patches = trial.Zeros(Channels * Taps * Tile.Pixels);
        Patches<TLanes, TVector>.Fill(window, ChannelStride, Stride, Channels, patches);
        trial.Compare("patches", patches, Channels * Taps * Tile.Pixels, Expected, 0);

        double Expected(int i)
        {
            (int channel, int tap, int pixel) = (i / (Taps * Tile.Pixels), i / Tile.Pixels % Taps, i % Tile.Pixels);
            return window[(channel * ChannelStride) + (tap / 3 * Stride) + pixel + (tap % 3)];
        }
    }

    private static void TestGridSample(KernelTrial trial)
    {
        const int Size = 64, Column = 32, Row = 1, Stride = Size + 1;
        float* pixels = trial.Random(4 * Stride * Stride), grid = trial.Random(2 * Tile.Pixels, scale: 0.1f), warped = trial.Zeros(4 * Tile.Pixels);
        GridSample.Run(pixels, Size, Row, Column, grid, warped);
        trial.Compare("grid sample", warped, 4 * Tile.Pixels, Expected, 1e-4);

        double Expected(int i)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            double u = Math.Clamp(Column + pixel + (grid[pixel] * 32.0), 0, Size - 1), v = Math.Clamp(Row + (grid[Tile.Pixels + pixel] * 32.0), 0, Size - 1);
            (int left, int top) = ((int)u, (int)v);
            float* tap = pixels + (4 * ((top * Stride) + left)) + channel;
            double upper = tap[0] + ((tap[4] - (double)tap[0]) * (u - left));
            double lower = tap[4 * Stride] + ((tap[(4 * Stride) + 4] - (double)tap[4 * Stride]) * (u - left));
            return upper + ((lower - upper) * (v - top));
        }
    }
}
