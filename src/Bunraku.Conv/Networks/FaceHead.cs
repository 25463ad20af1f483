using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Moves eyes and mouth, and puts the face into the picture.</summary>
internal sealed unsafe class FaceHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* grid = head, alpha = Channel(head, 2), eyeAlpha = Channel(head, 3), color = Channel(head, 4), eyeColor = Channel(head, 8);
        float* warped = scratch.First, changed = scratch.Second, face = scratch.Third;
        Warp(Maps.FaceCrop, row, column, grid, warped);
        Blend(alpha, color, warped, changed);
        Blend(eyeAlpha, eyeColor, changed, face);
        Maps.Morphed.StoreTile(row + TeacherCrops.Face.Top, column + TeacherCrops.Face.Left, face);
        Store(SeparableOutput.Face, row, column, face);
        if (StoresParts)
        {
            Store(SeparableOutput.FaceEyeAlpha, row, column, eyeAlpha);
            Store(SeparableOutput.FaceEyeColorChange, row, column, eyeColor);
            Store(SeparableOutput.FaceIrisMouth, row, column, changed);
            Store(SeparableOutput.FaceIrisMouthAlpha, row, column, alpha);
            Store(SeparableOutput.FaceIrisMouthColorChange, row, column, color);
            Store(SeparableOutput.FaceIrisMouthWarped, row, column, warped);
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features) => new HeadWeights(weights, features)
        .Grid("iris_mouth_grid_change").Alpha("iris_mouth_alpha").Alpha("eye_alpha").Color("iris_mouth_color_change").Color("eye_color_change");
}
