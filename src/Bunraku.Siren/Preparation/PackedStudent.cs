using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Preparation;

/// <summary>The matrices of a <see cref="FoldedStudent"/> in the layout of the processor's kernels.</summary>
internal sealed class PackedStudent(FoldedStudent folded, EngineMemory memory)
{
    public SineLayer[] FaceHidden { get; } = PackSine(memory, folded.FaceHidden);

    public PackedLayer FaceLast { get; } = Pack(memory, folded.FaceLast);

    public SineLayer[] CoarseHidden { get; } = PackSine(memory, folded.CoarseHidden);

    public PackedLayer MiddleFeatures { get; } = Pack(memory, folded.MiddleFeatures);

    public SineLayer[] MiddleHidden { get; } = PackSine(memory, folded.MiddleHidden);

    public PackedLayer FineFeatures { get; } = Pack(memory, folded.FineFeatures);

    public SineLayer[] FineHidden { get; } = PackSine(memory, folded.FineHidden);

    public PackedLayer BodyLast { get; } = Pack(memory, folded.BodyLast);

    private static SineLayer[] PackSine(EngineMemory memory, IEnumerable<FoldedLayer> layers) =>
        [.. layers.Select(layer => new SineLayer(memory, layer.Outputs, layer.Inputs, layer.Matrix.Span, layer.Bias.Span))];

    private static PackedLayer Pack(EngineMemory memory, FoldedLayer layer) =>
        new(memory, layer.Matrix.Span, layer.Bias.Span, layer.Outputs, layer.Inputs);
}
