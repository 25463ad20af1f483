using System.Collections.Immutable;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>All in float32: what every character and every processor can use. Activations: [channel][32].</summary>
internal readonly unsafe struct FloatKernels<TLanes, TVector> : IStudentKernels<FloatHidden>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static float UnitsInHalfTurn => 1f;

    public static FloatHidden Pack(EngineMemory memory, ImmutableArray<FoldedLayer> layers) =>
        new([.. layers.Select(layer => new SineLayer(memory, layer.Outputs, layer.Inputs, layer.Matrix.Span, layer.Bias.Span))]);

    public static void Bind(Span<float> bias)
    {
        // Half turns are the unit already.
    }

    public static void FromPosition(
        int channels, float* columnWeights, float* rowWeights, float* bias, float* x, float* y, float* output, bool sineIsFast)
    {
        SineInput<TLanes, TVector>.FromPosition(channels, columnWeights, rowWeights, bias, x, y, output, sineIsFast);
        ApplySlowSine(channels, output, sineIsFast);
    }

    public static void FromStrips(
        int channels, StripSources sources, float* columnWeights, float* rowWeights, float* bias, float* evenX, float* y, float pixelStep, float* output, bool sineIsFast)
    {
        SineInput<TLanes, TVector>.FromStrips(channels, sources, columnWeights, rowWeights, bias, evenX, y, pixelStep, output, sineIsFast);
        ApplySlowSine(channels, output, sineIsFast);
    }

    public static float* RunHidden(FloatHidden hidden, Scratch scratch)
    {
        float* input = scratch.First;
        foreach (SineLayer layer in hidden.Layers)
        {
            float* output = scratch.Other(input);
            DenseLayer<TLanes, TVector>.RunSine(layer, input, output);
            input = output;
        }

        return input;
    }

    public static void Multiply(PackedLayer layer, float* input, float* output, int outputStride) =>
        DenseLayer<TLanes, TVector>.Run(layer, input, output, outputStride);

    public static bool Blend(int pixels, float* output, int planeSize, float* warped, float* alpha, float* color) =>
        Blend<TLanes, TVector>.Into(pixels, output, planeSize, warped, alpha, color);

    public static bool IsFinite(float* values, int count) => FiniteCheck<TLanes, TVector>.Holds(values, count);

    private static void ApplySlowSine(int channels, float* output, bool sineIsFast)
    {
        if (!sineIsFast)
        {
            SlowSine.InPlace(output, channels * Tile.Pixels);
        }
    }
}

/// <summary>The hidden layers of a level for <see cref="FloatKernels{TLanes,TVector}"/>.</summary>
/// <param name="Layers">In their order.</param>
internal readonly record struct FloatHidden(SineLayer[] Layers);
