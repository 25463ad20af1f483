using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;

namespace Bunraku.Torch.Arithmetic;

/// <summary>What is proved: every kind and width of convolution in the tables of the networks, each once.</summary>
internal static class ProofCases
{
    /// <summary>More output channels are computed by the same code, so the proof computes no more of them.</summary>
    private const int MostOutputs = 64;

    /// <summary>The cases.</summary>
    /// <param name="inputMultiple">What input channels are filled up to.</param>
    /// <param name="mostOutputs">The most output channels to compute.</param>
    public static IReadOnlyList<ProofCase> All(int inputMultiple, int mostOutputs = MostOutputs) =>
    [
        .. TeacherNetworks.All.SelectMany(network => network.Tensors).Where(tensor => tensor.Shape.Length == 4)
            .Select(tensor => OfTeacher(tensor, inputMultiple, mostOutputs)).Distinct(),
        .. StudentNetworks.Face.Concat(StudentNetworks.Body).Select(layer => new TrainingCase(layer.Inputs, layer.Outputs, layer.IsSine)).Distinct(),
    ];

    private static ConvolutionCase OfTeacher(TensorSpec tensor, int inputMultiple, int mostOutputs)
    {
        (int outputs, int inputs, int kernel) = (tensor.Shape[0], tensor.Shape[1], tensor.Shape[2]);
        if (tensor.Key.Contains("upsample_blocks", StringComparison.Ordinal))
        {
            return new ConvolutionCase(kernel, 1, IsTransposed: true, outputs, Math.Min(inputs, mostOutputs));
        }

        // See NetworkWeights.FoldDoubling.
        bool isFolded = tensor.Key.EndsWith("upsample.conv0.weight", StringComparison.Ordinal);
        int filled = (inputs + inputMultiple - 1) / inputMultiple * inputMultiple;
        return new ConvolutionCase(isFolded ? 4 : kernel, !isFolded && kernel == 4 ? 2 : 1, isFolded, filled, Math.Min(outputs, mostOutputs));
    }
}
