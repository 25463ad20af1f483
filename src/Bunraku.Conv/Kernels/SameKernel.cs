using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>A depthwise convolution that keeps the size, 3x3 or 7x7.</summary>
internal static unsafe class SameKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Computes some rows.</summary>
    /// <param name="kernel">3 or 7.</param>
    /// <param name="window">Column 0 of the window's first row.</param>
    /// <param name="taps">[kernel][kernel].</param>
    /// <param name="output">[rows][width].</param>
    /// <param name="width">At least the vector's width.</param>
    /// <param name="rows">An even number.</param>
    public static void Run(int kernel, float* window, float* taps, float* output, int width, int rows)
    {
        if (kernel == 3)
        {
            Depthwise3<TLanes, TVector>.Run(window, taps, output, width, rows);
        }
        else
        {
            Depthwise7<TLanes, TVector>.Run(window, taps, output, width, rows);
        }
    }
}
