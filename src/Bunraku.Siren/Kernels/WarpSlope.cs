using System.Runtime.Intrinsics;
using Bunraku.Core.Images;

namespace Bunraku.Siren.Kernels;

/// <summary>The warp with its derivatives by the offsets: 0 where the position was clipped.</summary>
internal static unsafe class WarpSlope
{
    private const float HalfSize = CharacterPicture.Size / 2f;
    private const float Last = CharacterPicture.Size - 1;

    /// <summary>Samples the picture for a segment of a tile.</summary>
    /// <param name="picture">[513][513][4]; the last row and column are zero.</param>
    /// <param name="row">The segment's row.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="grid">[2][32]: x offsets, then y offsets, in units where 2 is the picture's side.</param>
    /// <param name="warped">[4][32].</param>
    /// <param name="byX">[4][32]: the derivative by the x offset.</param>
    /// <param name="byY">[4][32]: the derivative by the y offset.</param>
    public static void Sample(float* picture, int row, int column, float* grid, float* warped, float* byX, float* byY)
    {
        for (int pixel = 0; pixel < Tile.SegmentPixels; pixel++)
        {
            float u = column + pixel + (grid[pixel] * HalfSize);
            float v = row + (grid[Tile.Pixels + pixel] * HalfSize);
            float slopeX = u > 0f && u < Last ? HalfSize : 0f, slopeY = v > 0f && v < Last ? HalfSize : 0f;
            u = Clip(u);
            v = Clip(v);
            int left = (int)u, top = (int)v;
            float* taps = picture + (4 * ((top * Warp.Stride) + left));
            float across = u - left, down = v - top;
            Vector128<float> upperLeft = Vector128.Load(taps), lowerLeft = Vector128.Load(taps + (4 * Warp.Stride));
            Vector128<float> upperStep = Vector128.Load(taps + 4) - upperLeft;
            Vector128<float> lowerStep = Vector128.Load(taps + (4 * Warp.Stride) + 4) - lowerLeft;
            Vector128<float> upper = upperLeft + (upperStep * across), lower = lowerLeft + (lowerStep * across);
            Scatter(upper + ((lower - upper) * down), warped + pixel);
            Scatter((upperStep + ((lowerStep - upperStep) * down)) * slopeX, byX + pixel);
            Scatter((lower - upper) * slopeY, byY + pixel);
        }
    }

    private static void Scatter(Vector128<float> color, float* target)
    {
        target[0] = color.GetElement(0);
        target[Tile.Pixels] = color.GetElement(1);
        target[2 * Tile.Pixels] = color.GetElement(2);
        target[3 * Tile.Pixels] = color.GetElement(3);
    }

    // The comparisons are false for NaN, which therefore becomes 0.
    private static float Clip(float position) => position > 0f ? (position < Last ? position : Last) : 0f;
}
