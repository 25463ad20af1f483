using Bunraku.Conv.Maps;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Section 8 of the specification: moves eyes and mouth, and puts the face into the picture.</summary>
internal sealed unsafe class FaceHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Face = 8, EyeAlpha = 9, EyeColor = 10, Changed = 11, Alpha = 12, Color = 13, Warped = 14;

    // The face crop inside the picture.
    private const int Top = 32, Left = 160;

    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* grid = head, alpha = Channel(head, 2), eyeAlpha = Channel(head, 3), color = Channel(head, 4), eyeColor = Channel(head, 8);
        float* warped = scratch.First, changed = scratch.Second, face = scratch.Third;
        Warp(Maps.FaceCrop, row, column, grid, warped);
        Blend(alpha, color, warped, changed);
        Blend(eyeAlpha, eyeColor, changed, face);
        Maps.Morphed.StoreTile(row + Top, column + Left, face);
        Store(Face, row, column, face);
        if (StoresParts)
        {
            Store(EyeAlpha, row, column, eyeAlpha);
            Store(EyeColor, row, column, eyeColor);
            Store(Changed, row, column, changed);
            Store(Alpha, row, column, alpha);
            Store(Color, row, column, color);
            Store(Warped, row, column, warped);
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features) => new HeadWeights(weights, features)
        .Grid("iris_mouth_grid_change").Alpha("iris_mouth_alpha").Alpha("eye_alpha").Color("iris_mouth_color_change").Color("eye_color_change");
}
