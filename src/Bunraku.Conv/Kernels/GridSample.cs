using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bunraku.Siren.Kernels;

namespace Bunraku.Conv.Kernels;

/// <summary>Grid sample of a picture of any size: bilinear, border padding, align_corners = false.</summary>
internal static unsafe class GridSample
{
    /// <summary>Samples the picture for the 32 pixels of a tile.</summary>
    /// <param name="pixels">[size + 1][size + 1][4]; what the last row and column hold has no effect but must be finite.</param>
    /// <param name="size">Rows, and columns, of the picture.</param>
    /// <param name="row">The tile's row.</param>
    /// <param name="column">The tile's first column.</param>
    /// <param name="grid">[2][32]: x offsets, then y offsets, in units where 2 is the picture's side.</param>
    /// <param name="warped">[4][32].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* pixels, int size, int row, int column, float* grid, float* warped)
    {
        float half = size / 2f, last = size - 1;
        int stride = 4 * (size + 1);
        for (int pixel = 0; pixel < Tile.Pixels; pixel++)
        {
            // ((X + 1) * W - 1) / 2 with X = (2j + 1) / W - 1 + offset is j + offset * W / 2.
            float u = Clip(column + pixel + (grid[pixel] * half), last);
            float v = Clip(row + (grid[Tile.Pixels + pixel] * half), last);
            int left = (int)u, top = (int)v;
            float* taps = pixels + ((nint)top * stride) + (4 * left);
            Vector128<float> across = Vector128.Create(u - left), down = Vector128.Create(v - top);
            Vector128<float> upper = Mix(Vector128.Load(taps), Vector128.Load(taps + 4), across);
            Vector128<float> lower = Mix(Vector128.Load(taps + stride), Vector128.Load(taps + stride + 4), across);
            Vector128<float> color = Mix(upper, lower, down);
            warped[pixel] = color.GetElement(0);
            warped[Tile.Pixels + pixel] = color.GetElement(1);
            warped[(2 * Tile.Pixels) + pixel] = color.GetElement(2);
            warped[(3 * Tile.Pixels) + pixel] = color.GetElement(3);
        }
    }

    // The comparisons are false for NaN, which therefore becomes 0.
    private static float Clip(float position, float last) => position > 0f ? (position < last ? position : last) : 0f;

    private static Vector128<float> Mix(Vector128<float> first, Vector128<float> second, Vector128<float> weight) => first + ((second - first) * weight);
}
