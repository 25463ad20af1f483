using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Steps;

/// <summary>Resizes planes to double their size.</summary>
internal sealed unsafe class EnlargeStep<TLanes, TVector>(FeatureMap source, FeatureMap target) : IStep
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Rows = 8;

    public int Bands => source.Size / Rows;

    public void Begin()
    {
    }

    public void Run(int band, BandScratch scratch)
    {
        for (int channel = 0; channel < source.Channels; channel++)
        {
            for (int row = band * Rows; row < (band + 1) * Rows; row++)
            {
                RunRow(channel, row, row - 1, 2 * row, scratch);
                RunRow(channel, row, row + 1, (2 * row) + 1, scratch);
            }
        }
    }

    private void RunRow(int channel, int near, int far, int row, BandScratch scratch) => Resize<TLanes, TVector>.Enlarge(
        source.Row(channel, near), source.Row(channel, Math.Clamp(far, 0, source.Size - 1)), scratch.Windows + WindowLayout.Margin, target.Row(channel, row), source.Size);
}
