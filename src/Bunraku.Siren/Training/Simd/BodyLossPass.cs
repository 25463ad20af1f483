using System.Runtime.CompilerServices;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The loss of a tile of the body network and its gradient with respect to the network's seven outputs.</summary>
internal static unsafe class BodyLossPass<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Replaces the outputs by their gradient.</summary>
    /// <param name="outputs">[7][32]: grid change x, y; alpha; colour change. The gradient on return.</param>
    /// <param name="scratch">Holds the warped picture and its derivatives, the targets, and the weight of each pixel.</param>
    /// <param name="steps">What one unit of error counts in each term.</param>
    /// <param name="sums">[4]: the weighted sums of the absolute errors are added: blended, warped, grid change, colour change.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* outputs, TrainingScratch scratch, BodyLossSteps steps, double* sums)
    {
        TVector zero = TLanes.Broadcast(0f), one = TLanes.Broadcast(1f);
        TVector sumBlended = zero, sumWarped = zero, sumGrid = zero, sumColor = zero;
        float* warpedTile = scratch.Warped, byX = scratch.WarpedByX, byY = scratch.WarpedByY;
        float* posedTarget = scratch.PosedTarget, warpedTarget = scratch.WarpedTarget, gridTarget = scratch.GridTarget;
        for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
        {
            TVector weight = TLanes.Load(scratch.Weights + pixel);
            TVector stepBlended = TLanes.Multiply(TLanes.Broadcast(steps.Blended), weight);
            TVector stepWarped = TLanes.Multiply(TLanes.Broadcast(steps.Warped), weight);
            TVector stepColor = TLanes.Multiply(TLanes.Broadcast(steps.ColorChange), weight);
            TVector stepGrid = TLanes.Multiply(TLanes.Broadcast(steps.GridChange), weight);
            TVector alpha = TLanes.Load(outputs + (2 * Tile.Pixels) + pixel), rest = TLanes.Subtract(one, alpha);
            TVector alphaGradient = zero, xGradient = zero, yGradient = zero;
            for (int channel = 0; channel < 4; channel++)
            {
                int offset = (channel * Tile.Pixels) + pixel;
                TVector warped = TLanes.Load(warpedTile + offset), color = TLanes.Load(outputs + (3 * Tile.Pixels) + offset);
                TVector posed = TLanes.Load(posedTarget + offset);
                TVector blended = TLanes.MultiplyAdd(alpha, color, TLanes.Multiply(rest, warped));
                TVector blendedError = TLanes.Subtract(blended, posed), colorError = TLanes.Subtract(color, posed);
                TVector warpedError = TLanes.Subtract(warped, TLanes.Load(warpedTarget + offset));
                sumBlended = TLanes.MultiplyAdd(weight, TLanes.Absolute(blendedError), sumBlended);
                sumWarped = TLanes.MultiplyAdd(weight, TLanes.Absolute(warpedError), sumWarped);
                sumColor = TLanes.MultiplyAdd(weight, TLanes.Absolute(colorError), sumColor);
                TVector blendedGradient = TLanes.WithSignOf(stepBlended, blendedError);
                alphaGradient = TLanes.MultiplyAdd(blendedGradient, TLanes.Subtract(color, warped), alphaGradient);
                TVector warpedGradient = TLanes.MultiplyAdd(rest, blendedGradient, TLanes.WithSignOf(stepWarped, warpedError));
                xGradient = TLanes.MultiplyAdd(warpedGradient, TLanes.Load(byX + offset), xGradient);
                yGradient = TLanes.MultiplyAdd(warpedGradient, TLanes.Load(byY + offset), yGradient);
                TVector colorGradient = TLanes.MultiplyAdd(alpha, blendedGradient, TLanes.WithSignOf(stepColor, colorError));
                TLanes.Store(outputs + (3 * Tile.Pixels) + offset, colorGradient);
            }

            TVector xError = TLanes.Subtract(TLanes.Load(outputs + pixel), TLanes.Load(gridTarget + pixel));
            TVector yError = TLanes.Subtract(TLanes.Load(outputs + Tile.Pixels + pixel), TLanes.Load(gridTarget + Tile.Pixels + pixel));
            sumGrid = TLanes.MultiplyAdd(weight, TLanes.Add(TLanes.Absolute(xError), TLanes.Absolute(yError)), sumGrid);
            TLanes.Store(outputs + pixel, TLanes.Add(xGradient, TLanes.WithSignOf(stepGrid, xError)));
            TLanes.Store(outputs + Tile.Pixels + pixel, TLanes.Add(yGradient, TLanes.WithSignOf(stepGrid, yError)));
            TLanes.Store(outputs + (2 * Tile.Pixels) + pixel, alphaGradient);
        }

        sums[0] += TLanes.Sum(sumBlended);
        sums[1] += TLanes.Sum(sumWarped);
        sums[2] += TLanes.Sum(sumGrid);
        sums[3] += TLanes.Sum(sumColor);
    }
}
