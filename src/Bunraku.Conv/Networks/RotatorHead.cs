using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Turns head and body at half the size. No later network reads the direct image, so it is optional.</summary>
internal sealed unsafe class RotatorHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health, bool withDirect)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels, withDirect), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* warped = scratch.First;
        Warp(Maps.HalfMorphed, row, column, head, warped);
        Store(SeparableOutput.RotatorWarped, row, column, warped);
        Store(SeparableOutput.RotatorGridChange, row, column, head);
        if (withDirect)
        {
            Store(SeparableOutput.RotatorDirect, row, column, Channel(head, 2));
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features, bool withDirect)
    {
        HeadWeights grid = new HeadWeights(weights, features).Grid("grid_change_creator");
        return withDirect ? grid.Color("direct_creator") : grid;
    }
}
