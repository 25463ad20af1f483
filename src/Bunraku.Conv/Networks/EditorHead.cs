using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>The posed picture. Its grid change is added to the rotator's, and every channel has its own alpha.</summary>
/// <param name="memory">Where the weights are kept.</param>
/// <param name="features">The last features.</param>
/// <param name="weights">The editor's tensors.</param>
/// <param name="maps">The pictures.</param>
/// <param name="health">Told of values that are not finite.</param>
/// <param name="coarseGrid">[2] at full size: the rotator's grid change.</param>
internal sealed unsafe class EditorHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health, FeatureMap coarseGrid)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* alpha = Channel(head, 2), color = Channel(head, 6);
        float* grid = scratch.First, warped = scratch.Second, posed = scratch.Third;
        coarseGrid.LoadTile(row, column, grid);
        for (int i = 0; i < 2 * Tile.Pixels; i++)
        {
            grid[i] += head[i];
        }

        Warp(Maps.Morphed, row, column, grid, warped);
        for (int channel = 0; channel < 4; channel++)
        {
            HeadFunctions<TLanes, TVector>.Blend(Channel(alpha, channel), Channel(color, channel), Channel(warped, channel), Channel(posed, channel), rows: 1);
        }

        Store(SeparableOutput.Posed, row, column, posed);
        if (StoresParts)
        {
            Store(SeparableOutput.EditorAlpha, row, column, alpha);
            Store(SeparableOutput.EditorColorChange, row, column, color);
            Store(SeparableOutput.EditorWarped, row, column, warped);
            Store(SeparableOutput.EditorGridChange, row, column, grid);
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features) => new HeadWeights(weights, features)
        .Grid("grid_change_creator").Alpha("alpha_creator", channels: 4).Color("color_change_creator");
}
