using Bunraku.Core.Images;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The self-test of the body network's loss: one tile, and one segment of the warp with its derivatives.</summary>
internal static unsafe class BodyLossTest
{
    private static readonly BodyLossSteps Steps = new(Blended: 0.5f, Warped: 0.25f, GridChange: 0.125f, ColorChange: 1f);

    /// <returns>The first wrong value, or null if all are right.</returns>
    public static string? Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var trial = new KernelTrial();
        TestWarp(trial);
        var scratch = new TrainingScratch(activationFloats: 0, trial.Memory);
        foreach ((nint buffer, int channels) in (ReadOnlySpan<(nint, int)>)
            [
                ((nint)scratch.Warped, 4), ((nint)scratch.WarpedByX, 4), ((nint)scratch.WarpedByY, 4), ((nint)scratch.PosedTarget, 4),
                ((nint)scratch.WarpedTarget, 4), ((nint)scratch.GridTarget, 2), ((nint)scratch.Weights, 1),
            ])
        {
            new Span<float>(trial.Random(channels * Tile.Pixels), channels * Tile.Pixels).CopyTo(new Span<float>((float*)buffer, channels * Tile.Pixels));
        }

        float* outputs = trial.Random(7 * Tile.Pixels), gradient = trial.Copy(outputs, 7 * Tile.Pixels);
        for (int pixel = 0; pixel < Tile.Pixels; pixel++)
        {
            scratch.Weights[pixel] = MathF.Abs(scratch.Weights[pixel]);
        }

        double* sums = stackalloc double[4];
        BodyLossPass<TLanes, TVector>.Run(gradient, scratch, Steps, sums);
        double[] expectedSums = new double[4], expected = Plain(outputs, scratch, expectedSums);
        float* found = trial.Zeros(4);
        for (int term = 0; term < 4; term++)
        {
            found[term] = (float)sums[term];
        }

        trial.Compare("gradient of the body's loss", gradient, 7 * Tile.Pixels, i => expected[i], 1e-5);
        trial.Compare("loss of the body", found, 4, term => expectedSums[term], 1e-4);
        return trial.Failure;
    }

    private static void TestWarp(KernelTrial trial)
    {
        // Between the rows 0 and 1 and near the left edge, where some positions are clipped.
        const float HalfSize = CharacterPicture.Size / 2f;
        float* picture = trial.Random(2 * Warp.Stride * 4), grid = trial.Zeros(2 * Tile.Pixels), warped = trial.Zeros(4 * Tile.Pixels);
        float* byX = trial.Zeros(4 * Tile.Pixels), byY = trial.Zeros(4 * Tile.Pixels), offsets = trial.Random(2 * Tile.SegmentPixels, scale: 0.5f);
        for (int pixel = 0; pixel < Tile.SegmentPixels; pixel++)
        {
            grid[pixel] = ((4f * offsets[pixel]) - 1f) / HalfSize;
            grid[Tile.Pixels + pixel] = (offsets[Tile.SegmentPixels + pixel] + 0.45f) / HalfSize;
        }

        WarpSlope.Sample(picture, row: 0, column: 0, grid, warped, byX, byY);
        for (int channel = 0; channel < 4; channel++)
        {
            (int first, int c) = (channel * Tile.Pixels, channel);
            trial.Compare("warp in training", warped + first, Tile.SegmentPixels, pixel => Expected(c, pixel).Value, 1e-5);
            trial.Compare("warp by x", byX + first, Tile.SegmentPixels, pixel => Expected(c, pixel).ByX, 2e-3);
            trial.Compare("warp by y", byY + first, Tile.SegmentPixels, pixel => Expected(c, pixel).ByY, 2e-3);
        }

        (double Value, double ByX, double ByY) Expected(int channel, int pixel)
        {
            double u = pixel + (grid[pixel] * (double)HalfSize), v = grid[Tile.Pixels + pixel] * (double)HalfSize;
            (double slopeX, double slopeY) = (u > 0 ? HalfSize : 0, v > 0 ? HalfSize : 0);
            (u, v) = (Math.Max(0, u), Math.Max(0, v));
            float* tap = picture + (4 * (int)u) + channel, below = tap + (4 * Warp.Stride);
            double across = u - (int)u, upper = tap[0] + ((tap[4] - (double)tap[0]) * across), lower = below[0] + ((below[4] - (double)below[0]) * across);
            double stepX = ((1 - v) * (tap[4] - (double)tap[0])) + (v * (below[4] - (double)below[0]));
            return (upper + ((lower - upper) * v), stepX * slopeX, (lower - upper) * slopeY);
        }
    }

    private static double[] Plain(float* outputs, TrainingScratch scratch, double[] sums)
    {
        double[] gradient = new double[7 * Tile.Pixels];
        for (int pixel = 0; pixel < Tile.Pixels; pixel++)
        {
            double weight = scratch.Weights[pixel], alpha = outputs[(2 * Tile.Pixels) + pixel];
            for (int i = pixel; i < 4 * Tile.Pixels; i += Tile.Pixels)
            {
                double color = outputs[(3 * Tile.Pixels) + i], warped = scratch.Warped[i], posed = scratch.PosedTarget[i];
                double blendedError = ((1 - alpha) * warped) + (alpha * color) - posed, warpedError = warped - scratch.WarpedTarget[i];
                double byBlended = Steps.Blended * weight * Math.Sign(blendedError);
                double byWarped = ((1 - alpha) * byBlended) + (Steps.Warped * weight * Math.Sign(warpedError));
                gradient[pixel] += byWarped * scratch.WarpedByX[i];
                gradient[Tile.Pixels + pixel] += byWarped * scratch.WarpedByY[i];
                gradient[(2 * Tile.Pixels) + pixel] += byBlended * (color - warped);
                gradient[(3 * Tile.Pixels) + i] = (alpha * byBlended) + (Steps.ColorChange * weight * Math.Sign(color - posed));
                sums[0] += weight * Math.Abs(blendedError);
                sums[1] += weight * Math.Abs(warpedError);
                sums[3] += weight * Math.Abs(color - posed);
            }

            for (int i = pixel; i < 2 * Tile.Pixels; i += Tile.Pixels)
            {
                double error = outputs[i] - (double)scratch.GridTarget[i];
                gradient[i] += Steps.GridChange * weight * Math.Sign(error);
                sums[2] += weight * Math.Abs(error);
            }
        }

        return gradient;
    }
}
