using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>What the last steps of the five networks have in common.</summary>
internal abstract unsafe class PictureHead<TLanes, TVector>(EngineMemory memory, FeatureMap features, HeadWeights weights, PoserMaps maps, FrameHealth health)
    : HeadStep<TLanes, TVector>(memory, features, weights.Matrix, weights.Bias, weights.Layout, health)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Whether the outputs that no later network needs are stored too.</summary>
    public bool StoresParts { get; set; }

    protected PoserMaps Maps => maps;

    protected static float* Channel(float* tile, int channel) => tile + (channel * Tile.Pixels);

    /// <summary>alpha * first + (1 - alpha) * second for four channels that share one alpha.</summary>
    protected static void Blend(float* alpha, float* first, float* second, float* output) => HeadFunctions<TLanes, TVector>.Blend(alpha, first, second, output, rows: 4);

    /// <summary>The same, with the fourth channel of the second picture.</summary>
    protected static void BlendColors(float* alpha, float* first, float* second, float* output)
    {
        HeadFunctions<TLanes, TVector>.Blend(alpha, first, second, output, rows: 3);
        new ReadOnlySpan<float>(Channel(second, 3), Tile.Pixels).CopyTo(new Span<float>(Channel(output, 3), Tile.Pixels));
    }

    protected static void Warp(SampledPicture picture, int row, int column, float* grid, float* output) =>
        GridSample.Run(picture.Pixels, picture.Size, row, column, grid, output);

    protected void Store(SeparableOutput output, int row, int column, float* tile) => maps[output].StoreTile(row, column, tile);
}
