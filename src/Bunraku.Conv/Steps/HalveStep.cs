using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Steps;

/// <summary>Resizes a picture to half its size.</summary>
internal sealed unsafe class HalveStep<TLanes, TVector>(FeatureMap source, SampledPicture target) : IStep
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Rows = 8;

    public int Bands => target.Size / Rows;

    public void Begin()
    {
    }

    public void Run(int band, BandScratch scratch)
    {
        for (int row = band * Rows; row < (band + 1) * Rows; row++)
        {
            for (int column = 0; column < target.Size; column += Tile.Pixels)
            {
                for (int channel = 0; channel < 4; channel++)
                {
                    float* upper = source.Row(channel, 2 * row) + (2 * column);
                    Resize<TLanes, TVector>.Halve(upper, upper + source.Size, scratch.First + (channel * Tile.Pixels), Tile.Pixels);
                }

                target.StoreTile(row, column, scratch.First);
            }
        }
    }
}
