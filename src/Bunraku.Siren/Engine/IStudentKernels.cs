using System.Collections.Immutable;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>
/// The kernels of a frame in one arithmetic at one SIMD width. A level begins with arguments in float32 and ends with features in float32;
/// planes, warp and blend are in float32 too. What lies between, the activations of the hidden layers, is in the form of the arithmetic.
/// </summary>
/// <typeparam name="THidden">The packed hidden layers of a level.</typeparam>
internal unsafe interface IStudentKernels<THidden>
    where THidden : struct
{
    /// <summary>The unit of the sine's arguments: how many there are in a half turn.</summary>
    static abstract float UnitsInHalfTurn { get; }

    /// <summary>Packs the hidden layers of a level.</summary>
    static abstract THidden Pack(EngineMemory memory, ImmutableArray<FoldedLayer> layers);

    /// <summary>Turns the biases of a frame from half turns into the kernels' units and origin.</summary>
    static abstract void Bind(Span<float> bias);

    /// <inheritdoc cref="SineInput{TLanes,TVector}.FromPosition"/>
    /// <remarks>The output is in the form of the arithmetic.</remarks>
    static abstract void FromPosition(
        int channels, float* columnWeights, float* rowWeights, float* bias, float* x, float* y, float* output, bool sineIsFast);

    /// <inheritdoc cref="SineInput{TLanes,TVector}.FromStrips"/>
    /// <remarks>The output is in the form of the arithmetic.</remarks>
    static abstract void FromStrips(
        int channels, StripSources sources, float* columnWeights, float* rowWeights, float* bias, float* evenX, float* y, float pixelStep, float* output, bool sineIsFast);

    /// <summary>Runs the hidden layers on the activations in <see cref="Scratch.First"/>.</summary>
    /// <returns>The features, one of the two tiles of the scratch memory: [channels][32].</returns>
    static abstract float* RunHidden(THidden hidden, Scratch scratch);

    /// <inheritdoc cref="DenseLayer{TLanes,TVector}.Run(PackedLayer, float*, float*, int)"/>
    static abstract void Multiply(PackedLayer layer, float* input, float* output, int outputStride);

    /// <inheritdoc cref="Blend{TLanes,TVector}.Into"/>
    static abstract bool Blend(int pixels, float* output, int planeSize, float* warped, float* alpha, float* color);

    /// <inheritdoc cref="FiniteCheck{TLanes,TVector}.Holds"/>
    static abstract bool IsFinite(float* values, int count);
}
