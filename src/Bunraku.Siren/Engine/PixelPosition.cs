namespace Bunraku.Siren.Engine;

/// <summary>Where the centre of a pixel is; -1 and +1 are the outer edges of the picture.</summary>
internal static class PixelPosition
{
    /// <summary>Exact in float32 for sizes that are powers of two.</summary>
    /// <param name="index">Row or column.</param>
    /// <param name="size">Rows or columns in the picture.</param>
    public static float Of(int index, int size) => (((2 * index) + 1) / (float)size) - 1f;
}
