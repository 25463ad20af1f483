using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Moves the eyebrows and puts them back, into the face crop.</summary>
internal sealed unsafe class CombinerHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* grid = head, alpha = Channel(head, 2), combineAlpha = Channel(head, 3), color = Channel(head, 4);
        float* background = scratch.First, warped = scratch.Second, morphed = scratch.Third, face = scratch.Fourth, opacity = scratch.Fifth;
        Maps[SeparableOutput.DecomposerBackgroundLayer].LoadTile(row, column, background);
        Warp(Maps.Eyebrow, row, column, grid, warped);
        Blend(alpha, color, warped, morphed);
        float* own = Channel(morphed, 3);
        for (int i = 0; i < Tile.Pixels; i++)
        {
            opacity[i] = (own[i] + 1f) / 2f;
        }

        BlendColors(opacity, morphed, background, face);
        Maps.FaceCrop.StoreTile(row + TeacherCrops.EyebrowsInFace.Top, column + TeacherCrops.EyebrowsInFace.Left, face);
        if (StoresParts)
        {
            Store(SeparableOutput.CombinerEyebrowNoCombineAlpha, row, column, face);
            Store(SeparableOutput.CombinerCombineAlpha, row, column, combineAlpha);
            Store(SeparableOutput.CombinerMorphedLayer, row, column, morphed);
            Store(SeparableOutput.CombinerMorphedLayerAlpha, row, column, alpha);
            Store(SeparableOutput.CombinerMorphedLayerColorChange, row, column, color);
            Store(SeparableOutput.CombinerWarpedLayer, row, column, warped);
            Store(SeparableOutput.CombinerMorphedLayerGridChange, row, column, grid);
            BlendColors(combineAlpha, morphed, background, face);
            Store(SeparableOutput.CombinerEyebrow, row, column, face);
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features) => new HeadWeights(weights, features)
        .Grid("morphed_eyebrow_layer_grid_change").Alpha("morphed_eyebrow_layer_alpha").Alpha("combine_alpha").Color("morphed_eyebrow_layer_color_change");
}
