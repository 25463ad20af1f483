using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Arithmetic;

/// <summary>What is proved: every kind and input width of convolution and of trained layer in the tables of the networks, each once.</summary>
internal static class ProofCases
{
    /// <summary>
    /// One block of oneDNN's widest layout. More outputs are more blocks of the same code, which would take five times as long; a test in a separate process computes all.
    /// </summary>
    private const int MostOutputs = 16;

    /// <summary>The cases.</summary>
    /// <param name="subject">Of what.</param>
    /// <param name="inputMultiple">What input channels are filled up to.</param>
    /// <param name="mostOutputs">The most output channels to compute.</param>
    /// <param name="ofBlocks">Of the teacher only the convolutions in blocks: what bfloat16 computes.</param>
    public static IReadOnlyList<ProofCase> Of(ProofSubject subject, int inputMultiple, int mostOutputs = MostOutputs, bool ofBlocks = false) =>
    [
        .. subject.HasFlag(ProofSubject.Teacher) ? OfTeacher(inputMultiple, mostOutputs, ofBlocks) : [],
        .. subject.HasFlag(ProofSubject.Training) ? OfTraining() : [],
    ];

    private static IEnumerable<ProofCase> OfTeacher(int inputMultiple, int mostOutputs, bool ofBlocks) => TeacherFamily.All
        .SelectMany(family => family.Networks)
        .SelectMany(network => ConvolutionsOf(network, inputMultiple, mostOutputs, ofBlocks))
        .Distinct();

    private static IEnumerable<ProofCase> OfTraining() => StudentNetworks.Face.Concat(StudentNetworks.Body)
        .DistinctBy(layer => (layer.Inputs, layer.IsSine))
        .Select(layer => new TrainingCase(layer.Inputs, layer.Outputs, layer.IsSine));

    private static IEnumerable<ConvolutionCase> ConvolutionsOf(TeacherNetwork network, int inputMultiple, int mostOutputs, bool ofBlocks) => network.Tensors
        .Where(tensor => tensor.Shape.Length == 4 && (!ofBlocks || NetworkWeights.IsInBlock(tensor.Key)))
        .SelectMany(tensor => OfTeacher(tensor, isEditor: network.Name == TeacherNetworkNames.Editor, inputMultiple, mostOutputs));

    private static ConvolutionCase[] OfTeacher(TensorSpec tensor, bool isEditor, int inputMultiple, int mostOutputs)
    {
        (int outputs, int inputs, int kernel) = (tensor.Shape[0], tensor.Shape[1], tensor.Shape[2]);
        bool isUp = tensor.Key.Contains("upsample_blocks", StringComparison.Ordinal);
        if (inputs == 1)
        {
            // Of every channel alone; see ConvolutionBlocks.
            int channels = Filled(outputs);
            bool isSplit = isUp && kernel == 4; // See NetworkWeights.SplitTransposed.
            return [new ConvolutionCase(isSplit ? 3 : kernel, !isUp && kernel == 4 ? 2 : 1, IsTransposed: false, channels, channels, IsOfChannelsAlone: true)];
        }

        if (isUp && kernel == 4)
        {
            return [new ConvolutionCase(kernel, 1, IsTransposed: true, outputs, Math.Min(inputs, mostOutputs))];
        }

        if (isUp && isEditor && kernel == 3)
        {
            // See NetworkWeights.SplitDoubling: two thirds of the inputs are doubled.
            int skipped = inputs / 3;
            return
            [
                new ConvolutionCase(4, 1, IsTransposed: true, inputs - skipped, Math.Min(outputs, mostOutputs)),
                new ConvolutionCase(kernel, 1, IsTransposed: false, skipped, Math.Min(outputs, mostOutputs)),
            ];
        }

        // See NetworkWeights.FoldDoubling.
        bool isFolded = (isUp && kernel == 3) || tensor.Key.EndsWith("upsample.conv0.weight", StringComparison.Ordinal);
        return [new ConvolutionCase(isFolded ? 4 : kernel, !isFolded && kernel == 4 ? 2 : 1, isFolded, Filled(inputs), Math.Min(outputs, mostOutputs))];

        int Filled(int width) => (width + inputMultiple - 1) / inputMultiple * inputMultiple;
    }
}
