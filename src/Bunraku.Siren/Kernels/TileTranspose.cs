using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Kernels;

/// <summary>Turns a tile [channel][32] into [32][channel], for <see cref="WeightGradient{TLanes,TVector}"/>.</summary>
internal static unsafe class TileTranspose<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <param name="channels">Channels; as many as fill whole vectors are read and written.</param>
    /// <param name="tile">[channel][32].</param>
    /// <param name="pixels">[32][stride].</param>
    /// <param name="stride">Floats from one pixel to the next.</param>
    public static void Run(int channels, float* tile, float* pixels, int stride)
    {
        for (int channel = 0; channel < channels; channel += TLanes.Count)
        {
            for (int pixel = 0; pixel < Tile.Pixels; pixel += TLanes.Count)
            {
                TLanes.Transpose(tile + (channel * Tile.Pixels) + pixel, Tile.Pixels, pixels + ((nint)pixel * stride) + channel, stride);
            }
        }
    }
}
