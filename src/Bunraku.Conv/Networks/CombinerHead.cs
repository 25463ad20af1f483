using Bunraku.Conv.Maps;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Section 7 of the specification: moves the eyebrows and puts them back, into the face crop.</summary>
internal sealed unsafe class CombinerHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Combined = 15, CombineAlpha = 16, Face = 17, Morphed = 18, Alpha = 19, Color = 20, Warped = 21, Grid = 22, Background = 26;

    // The eyebrow image inside the face crop.
    private const int Top = 32, Left = 32;

    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* grid = head, alpha = Channel(head, 2), combineAlpha = Channel(head, 3), color = Channel(head, 4);
        float* background = scratch.First, warped = scratch.Second, morphed = scratch.Third, face = scratch.Fourth, opacity = scratch.Fifth;
        Maps.Outputs[Background].LoadTile(row, column, background);
        Warp(Maps.Eyebrow, row, column, grid, warped);
        Blend(alpha, color, warped, morphed);
        float* own = Channel(morphed, 3);
        for (int i = 0; i < Tile.Pixels; i++)
        {
            opacity[i] = (own[i] + 1f) / 2f;
        }

        BlendColors(opacity, morphed, background, face);
        Maps.FaceCrop.StoreTile(row + Top, column + Left, face);
        if (StoresParts)
        {
            Store(Face, row, column, face);
            Store(CombineAlpha, row, column, combineAlpha);
            Store(Morphed, row, column, morphed);
            Store(Alpha, row, column, alpha);
            Store(Color, row, column, color);
            Store(Warped, row, column, warped);
            Store(Grid, row, column, grid);
            BlendColors(combineAlpha, morphed, background, face);
            Store(Combined, row, column, face);
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features) => new HeadWeights(weights, features)
        .Grid("morphed_eyebrow_layer_grid_change").Alpha("morphed_eyebrow_layer_alpha").Alpha("combine_alpha").Color("morphed_eyebrow_layer_color_change");
}
