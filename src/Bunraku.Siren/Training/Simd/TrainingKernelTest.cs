using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;

namespace Bunraku.Siren.Training.Simd;

/// <summary>Runs every kernel of a training step on small tiles and compares the results with plain loops; those of a frame first.</summary>
internal sealed unsafe class TrainingKernelTest : ILaneWork<string?>
{
    // More channels than the upsampling gradient takes at a time.
    private const int Channels = 9;
    private const int Lanes = BandSums.Lanes;

    /// <returns>The first wrong value, or null if all are right.</returns>
    public string? Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var trial = new KernelTrial();
        TestSineCosine<TLanes, TVector>(trial);
        TestChannelGradient<TLanes, TVector>(trial);

        // Blocks of 12 and 6 rows, then of 12 and 4: all that the kernel has.
        TestWeightGradient<TLanes, TVector>(trial, outputs: 18);
        TestWeightGradient<TLanes, TVector>(trial, outputs: 20);
        TestUpsamplingGradient<TLanes, TVector>(trial);
        TestBandSums<TLanes, TVector>(trial);
        return new ForwardKernelTest().Run<TLanes, TVector>()
            ?? trial.Failure
            ?? UpdateKernelTest.Run<TLanes, TVector>()
            ?? BodyLossTest.Run<TLanes, TVector>();
    }

    private static void TestSineCosine<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Count = 2 * Tile.Pixels;
        float* arguments = trial.Random(Count, scale: 350f), sines = trial.Zeros(Count), cosines = trial.Zeros(Count);
        SineCosine<TLanes, TVector>.Run(arguments, sines, cosines, Count, fast: true);
        trial.Compare("sine in training", sines, Count, i => double.SinPi(arguments[i]), 2e-7);
        trial.Compare("cosine", cosines, Count, i => double.CosPi(arguments[i]), 2e-7);
    }

    private static void TestChannelGradient<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Floats = Channels * Tile.Pixels;
        float* gradient = trial.Random(Floats), cosine = trial.Random(Floats), x = trial.Random(Tile.Pixels), y = trial.Random(Tile.Pixels);
        float* product = trial.Copy(gradient, Floats), again = trial.Copy(gradient, Floats);
        float* sums = trial.Zeros(5 * Channels * Lanes);
        ChannelGradient<TLanes, TVector>.AddSums(Channels, gradient, sums);
        ChannelGradient<TLanes, TVector>.ThroughSine(Channels, product, cosine, Sums(1));
        ChannelGradient<TLanes, TVector>.ThroughFirstSine(Channels, again, cosine, x, y, Sums(2), Sums(3), Sums(4));
        trial.Compare("gradient through the sine", product, Floats, i => (double)gradient[i] * cosine[i], 1e-6);
        trial.Compare("gradient through the first sine", again, Floats, i => (double)gradient[i] * cosine[i], 1e-6);
        CompareSums("sum of a gradient", 0, i => gradient[i]);
        CompareSums("sum behind a sine", 1, i => product[i]);
        CompareSums("sum behind the first sine", 2, i => product[i]);
        CompareSums("sum by x", 3, i => (double)product[i] * x[i % Tile.Pixels]);
        CompareSums("sum by y", 4, i => (double)product[i] * y[i % Tile.Pixels]);

        float* Sums(int which) => sums + (which * Channels * Lanes);

        void CompareSums(string kernel, int which, Func<int, double> value)
        {
            float* found = trial.Zeros(Channels);
            for (int channel = 0; channel < Channels; channel++)
            {
                found[channel] = BandSums.OfLanes(Sums(which) + (channel * Lanes));
            }

            trial.Compare(kernel, found, Channels, channel => Enumerable.Range(channel * Tile.Pixels, Tile.Pixels).Sum(value), 1e-5);
        }
    }

    private static void TestWeightGradient<TLanes, TVector>(KernelTrial trial, int outputs)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Inputs = 45, Padded = 48, Tiles = 2;
        const int Columns = 2 * WeightGradient<TLanes, TVector>.ColumnStep;
        var layer = new PackedLayer(trial.Memory, outputs, Inputs);
        int tileFloats = layer.PaddedOutputs * Tile.Pixels;
        float* gradient = trial.Random(Tiles * tileFloats), input = trial.Random(Tiles * Padded * Tile.Pixels);
        float* transposed = trial.Zeros(Tiles * Tile.Pixels * Columns), before = trial.Random(layer.PaddedOutputs * Columns);
        float* sums = trial.Copy(before, layer.PaddedOutputs * Columns), begun = trial.Copy(before, layer.PaddedOutputs * Columns);
        for (int tile = 0; tile < Tiles; tile++)
        {
            TileTranspose<TLanes, TVector>.Run(Inputs, input + (tile * Padded * Tile.Pixels), transposed + (tile * Tile.Pixels * Columns), Columns);
        }

        WeightGradient<TLanes, TVector>.Add(layer, gradient, tileFloats, transposed, Tiles, sums, Columns);
        WeightGradient<TLanes, TVector>.Add(layer, gradient, tileFloats, transposed, Tiles, begun, Columns, isFirst: true);
        for (int row = 0; row < outputs; row++)
        {
            int first = row;
            trial.Compare($"weight gradient, row {row}", sums + (row * Columns), Inputs, column => Expected(first, column), 2e-5);
            trial.Compare($"weight gradient that begins, row {row}", begun + (row * Columns), Inputs, column => Expected(first, column) - before[(first * Columns) + column], 2e-5);
        }

        double Expected(int row, int column)
        {
            double sum = before[(row * Columns) + column];
            for (int i = 0; i < Tiles * Tile.Pixels; i++)
            {
                (int tile, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
                sum += (double)gradient[(tile * tileFloats) + (row * Tile.Pixels) + pixel] * input[(((tile * Padded) + column) * Tile.Pixels) + pixel];
            }

            return sum;
        }
    }

    private static void TestUpsamplingGradient<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Sources = Tile.Pixels / 2, Stride = 3 * Sources, Floats = Channels * Stride;
        float* gradient = trial.Random(Channels * Tile.Pixels);
        float* near = trial.Random(Floats), far = trial.Random(Floats);
        double[] expectedNear = [.. new Span<float>(near, Floats)], expectedFar = [.. new Span<float>(far, Floats)];
        for (int i = 0; i < Channels * Tile.Pixels; i++)
        {
            (int channel, int pixel) = (i / Tile.Pixels, i % Tile.Pixels);
            int own = (channel * Stride) + Sources + (pixel / 2), neighbour = own + (pixel % 2 == 0 ? -1 : 1);
            expectedNear[own] += 9.0 / 16 * gradient[i];
            expectedNear[neighbour] += 3.0 / 16 * gradient[i];
            expectedFar[own] += 3.0 / 16 * gradient[i];
            expectedFar[neighbour] += 1.0 / 16 * gradient[i];
        }

        UpsamplingGradient<TLanes, TVector>.Add(Channels, Sources, gradient, near + Sources, far + Sources, Stride);
        trial.Compare("upsampling gradient, nearer row", near, Floats, i => expectedNear[i], 2e-6);
        trial.Compare("upsampling gradient, farther row", far, Floats, i => expectedFar[i], 2e-6);
    }

    private static void TestBandSums<TLanes, TVector>(KernelTrial trial)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Floats = 32, Factor = 30;
        float* sums = trial.Random(Bands.Count * Floats), before = trial.Copy(sums, Bands.Count * Floats);
        float* taken = trial.Zeros(Floats), added = trial.Copy(before, Floats);
        float* some = trial.Zeros(Floats);
        BandSums<TLanes, TVector>.AddUp(sums, Floats, [1, 3], Floats, Factor, some);
        trial.Compare("sum of some bands", some, Floats, i => Factor * ((double)before[Floats + i] + before[(3 * Floats) + i]), Factor * 1e-5);
        BandSums<TLanes, TVector>.Take(sums, Floats, Bands.Count, Floats, Factor, taken);
        BandSums<TLanes, TVector>.Add(added, before + Floats, Floats);
        trial.Compare("sum of bands", taken, Floats, i => Factor * Enumerable.Range(0, Bands.Count).Sum(band => (double)before[(band * Floats) + i]), Factor * 1e-5);
        trial.Compare("bands that were taken", sums, Bands.Count * Floats, _ => 0, 0);
        trial.Compare("sum of two gradients", added, Floats, i => (double)before[i] + before[Floats + i], 1e-6);
    }
}
