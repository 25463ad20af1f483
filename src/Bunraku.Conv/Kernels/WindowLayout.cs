namespace Bunraku.Conv.Kernels;

/// <summary>
/// The layout of a window: rows of one channel, complete with norm and rectifier, between zeros. The depthwise kernels read windows, so they need not
/// know where a picture ends.
/// </summary>
internal static class WindowLayout
{
    /// <summary>Zeros before and after each row; at least the widest vector, so that the data is aligned.</summary>
    public const int Margin = 16;

    /// <summary>Floats from one row to the next.</summary>
    /// <param name="width">Pixels in a row.</param>
    public static int Stride(int width) => width + (2 * Margin);
}
