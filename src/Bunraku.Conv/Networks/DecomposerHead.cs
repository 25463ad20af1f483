using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Parts the eyebrows from what is behind them.</summary>
internal sealed unsafe class DecomposerHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, NetworkTensors weights, PoserMaps maps, FrameHealth health)
    : PictureHead<TLanes, TVector>(memory, features, WeightsOf(weights, features.Channels), maps, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Finish(int row, int column, float* head, BandScratch scratch)
    {
        float* eyebrowAlpha = head, backgroundAlpha = Channel(head, 1), eyebrowColor = Channel(head, 2), backgroundColor = Channel(head, 6);
        float* picture = scratch.First, layer = scratch.Second, background = scratch.Third;
        Maps.EyebrowCrop.Map.LoadTile(row, column, picture);

        // The alphas play opposite roles.
        Blend(eyebrowAlpha, picture, eyebrowColor, layer);
        Blend(backgroundAlpha, backgroundColor, picture, background);
        Maps.Eyebrow.StoreTile(row, column, layer);
        Store(SeparableOutput.DecomposerBackgroundLayer, row, column, background);
        if (StoresParts)
        {
            Store(SeparableOutput.DecomposerEyebrowLayerAlpha, row, column, eyebrowAlpha);
            Store(SeparableOutput.DecomposerEyebrowLayerColorChange, row, column, eyebrowColor);
            Store(SeparableOutput.DecomposerBackgroundLayerAlpha, row, column, backgroundAlpha);
            Store(SeparableOutput.DecomposerBackgroundLayerColorChange, row, column, backgroundColor);
        }
    }

    private static HeadWeights WeightsOf(NetworkTensors weights, int features) => new HeadWeights(weights, features)
        .Alpha("eyebrow_layer_alpha").Alpha("background_layer_alpha").Color("eyebrow_layer_color_change").Color("background_layer_color_change");
}
