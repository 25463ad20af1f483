using System.Runtime.CompilerServices;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>Lays out what each tap of a 3x3 convolution sees of a tile, so that the convolution is a product.</summary>
internal static unsafe class Patches<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Fills the patches of one tile.</summary>
    /// <param name="window">The first channel's window, one row above and one column left of the tile.</param>
    /// <param name="channelStride">Floats from one channel's window to the next.</param>
    /// <param name="stride">Floats from one row of a window to the next.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="patches">[channels][3][3][32].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(float* window, nint channelStride, nint stride, int channels, float* patches)
    {
        for (int channel = 0; channel < channels; channel++, window += channelStride)
        {
            for (int y = 0; y < 3; y++, patches += 3 * Tile.Pixels)
            {
                float* row = window + (y * stride);
                for (int i = 0; i < Tile.Pixels; i += TLanes.Count)
                {
                    TLanes.Store(patches + i, TLanes.Load(row + i));
                    TLanes.Store(patches + Tile.Pixels + i, TLanes.Load(row + i + 1));
                    TLanes.Store(patches + (2 * Tile.Pixels) + i, TLanes.Load(row + i + 2));
                }
            }
        }
    }
}
