using System.Collections.Immutable;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>
/// Activations and weights of the hidden layers in 16-bit fixed point, everything else in float32. Activations: [channel pair][32][2].
/// </summary>
internal readonly unsafe struct FixedKernels<TFixed, TInts, TLanes, TFloats> : IStudentKernels<FixedHidden>
    where TFixed : struct, IFixedLanes<TInts, TFloats>
    where TInts : struct
    where TLanes : struct, ILanes<TFloats>
    where TFloats : struct
{
    public static float UnitsInHalfTurn => FixedPhase.UnitsInHalfTurn;

    public static FixedHidden Pack(EngineMemory memory, ImmutableArray<FoldedLayer> layers) => new(
        [.. layers[..^1].Select(layer => Pack(memory, layer, isLast: false))],
        Pack(memory, layers[^1], isLast: true));

    public static void Bind(Span<float> bias) => FixedPhase.Bind(bias);

    public static void FromPosition(
        int channels, float* columnWeights, float* rowWeights, float* bias, float* x, float* y, float* output, bool sineIsFast) =>
        FixedInput<TFixed, TInts, TLanes, TFloats>.FromPosition(channels, columnWeights, rowWeights, bias, x, y, (int*)output);

    public static void FromStrips(
        int channels, StripSources sources, float* columnWeights, float* rowWeights, float* bias, float* evenX, float* y, float pixelStep, float* output, bool sineIsFast) =>
        FixedInput<TFixed, TInts, TLanes, TFloats>.FromStrips(
            channels, sources, columnWeights, rowWeights, bias, evenX, y, pixelStep, (int*)output);

    public static float* RunHidden(FixedHidden hidden, Scratch scratch)
    {
        float* input = scratch.First;
        foreach (FixedLayer layer in hidden.Layers)
        {
            float* output = scratch.Other(input);
            FixedDenseLayer<TFixed, TInts, TLanes, TFloats>.RunSine(layer, (int*)input, (int*)output);
            input = output;
        }

        float* features = scratch.Other(input);
        FixedDenseLayer<TFixed, TInts, TLanes, TFloats>.RunFloatSine(hidden.Last, (int*)input, features);
        return features;
    }

    public static void Multiply(PackedLayer layer, float* input, float* output, int outputStride) =>
        DenseLayer<TLanes, TFloats>.Run(layer, input, output, outputStride);

    public static bool Blend(int pixels, float* output, int planeSize, float* warped, float* alpha, float* color) =>
        Blend<TLanes, TFloats>.Into(pixels, output, planeSize, warped, alpha, color);

    public static bool IsFinite(float* values, int count) => FiniteCheck<TLanes, TFloats>.Holds(values, count);

    private static FixedLayer Pack(EngineMemory memory, FoldedLayer layer, bool isLast) =>
        new(memory, layer.Outputs, layer.Inputs, layer.Matrix.Span, layer.Bias.Span, isLast);
}

/// <summary>The hidden layers of a level for <see cref="FixedKernels{TFixed,TInts,TLanes,TFloats}"/>.</summary>
/// <param name="Layers">All but the last, in their order.</param>
/// <param name="Last">The last, whose sines are float32.</param>
internal readonly record struct FixedHidden(FixedLayer[] Layers, FixedLayer Last);
