using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>The matrices of a <see cref="FoldedStudent"/> in the layout of the processor's kernels.</summary>
internal sealed class PackedStudent<TKernels, THidden>(FoldedStudent folded, EngineMemory memory)
    where TKernels : struct, IStudentKernels<THidden>
    where THidden : struct
{
    public THidden FaceHidden { get; } = TKernels.Pack(memory, folded.FaceHidden);

    public PackedLayer FaceLast { get; } = Pack(memory, folded.FaceLast);

    public THidden CoarseHidden { get; } = TKernels.Pack(memory, folded.CoarseHidden);

    public PackedLayer MiddleFeatures { get; } = PackArguments(memory, folded.MiddleFeatures);

    public THidden MiddleHidden { get; } = TKernels.Pack(memory, folded.MiddleHidden);

    public PackedLayer FineFeatures { get; } = PackArguments(memory, folded.FineFeatures);

    public THidden FineHidden { get; } = TKernels.Pack(memory, folded.FineHidden);

    public PackedLayer BodyLast { get; } = Pack(memory, folded.BodyLast);

    private static PackedLayer Pack(EngineMemory memory, FoldedLayer layer) =>
        new(memory, layer.Matrix.Span, layer.Bias.Span, layer.Outputs, layer.Inputs);

    private static PackedLayer PackArguments(EngineMemory memory, FoldedLayer layer) =>
        new(memory, layer.Matrix.Span, layer.Bias.Span, layer.Outputs, layer.Inputs, TKernels.UnitsInHalfTurn);
}
