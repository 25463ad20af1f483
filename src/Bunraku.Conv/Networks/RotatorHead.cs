using Bunraku.Conv.Maps;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Section 9 of the specification: turns head and body at half the size. No later network reads the direct image, so it is optional.</summary>
internal sealed unsafe class RotatorHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health, bool withDirect)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels, withDirect), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Direct = 5, Warped = 6, Grid = 7;

    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* warped = scratch.First;
        Warp(Maps.HalfMorphed, row, column, head, warped);
        Store(Warped, row, column, warped);
        Store(Grid, row, column, head);
        if (withDirect)
        {
            Store(Direct, row, column, Channel(head, 2));
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features, bool withDirect)
    {
        HeadWeights grid = new HeadWeights(weights, features).Grid("grid_change_creator");
        return withDirect ? grid.Color("direct_creator") : grid;
    }
}
