using System.Runtime.Intrinsics;
using Bunraku.Core.Images;

namespace Bunraku.Siren.Kernels;

/// <summary>Grid sample: bilinear, border padding, align_corners = false.</summary>
internal static unsafe class Warp
{
    /// <summary>
    /// The width and height of a picture's buffer [row][column][R, G, B, A]: one more than the picture, so that the tap behind the last
    /// row or column, whose weight is 0, may be read.
    /// </summary>
    public const int Stride = CharacterPicture.Size + 1;

    private const float HalfSize = CharacterPicture.Size / 2f;
    private const float Last = CharacterPicture.Size - 1;

    /// <summary>Samples the picture for neighbouring pixels of a tile.</summary>
    /// <param name="picture">[513][513][4]; the last row and column are zero.</param>
    /// <param name="pixels">How many pixels.</param>
    /// <param name="row">Their row.</param>
    /// <param name="column">The first column.</param>
    /// <param name="grid">[2][32]: x offsets, then y offsets, in units where 2 is the picture's side.</param>
    /// <param name="warped">[4][32].</param>
    public static void Sample(float* picture, int pixels, int row, int column, float* grid, float* warped)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            // ((X + 1) * W - 1) / 2 with X = (2j + 1) / W - 1 + offset is j + offset * W / 2.
            float u = Clip(column + pixel + (grid[pixel] * HalfSize));
            float v = Clip(row + (grid[Tile.Pixels + pixel] * HalfSize));
            int left = (int)u, top = (int)v;
            float* taps = picture + (4 * ((top * Stride) + left));
            Vector128<float> across = Vector128.Create(u - left), down = Vector128.Create(v - top);
            Vector128<float> upper = Blend(Vector128.Load(taps), Vector128.Load(taps + 4), across);
            Vector128<float> lower = Blend(Vector128.Load(taps + (4 * Stride)), Vector128.Load(taps + (4 * Stride) + 4), across);
            Vector128<float> color = Blend(upper, lower, down);
            warped[pixel] = color.GetElement(0);
            warped[Tile.Pixels + pixel] = color.GetElement(1);
            warped[(2 * Tile.Pixels) + pixel] = color.GetElement(2);
            warped[(3 * Tile.Pixels) + pixel] = color.GetElement(3);
        }
    }

    // The comparisons are false for NaN, which therefore becomes 0.
    private static float Clip(float position) => position > 0f ? (position < Last ? position : Last) : 0f;

    private static Vector128<float> Blend(Vector128<float> first, Vector128<float> second, Vector128<float> weight) =>
        first + ((second - first) * weight);
}
