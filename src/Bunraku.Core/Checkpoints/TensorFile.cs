using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Checkpoints;

/// <summary>Reads <c>.pt</c> files that hold one tensor, or a tuple or list of tensors such as a <c>TensorDataset</c>.</summary>
public static class TensorFile
{
    /// <summary>The tensor of a file, or the first of several, as float32.</summary>
    /// <exception cref="CheckpointException">The file is absent, damaged, hostile, or holds something else.</exception>
    public static Tensor ReadFirst(string path)
    {
        using CheckpointReader checkpoint = CheckpointReader.Open(path, CheckpointLimits.Large);
        if (First(checkpoint.Root) is not { Storage.Type.IsFloatingPoint: true } tensor)
        {
            throw CheckpointException.WrongContent(path, Phrase.Of("a tensor of real numbers, or a tuple or list of tensors of equal length that begins with one, was expected, but the file holds something else. Is it the right file?"));
        }

        checkpoint.Expect(tensor);
        return checkpoint.Read(tensor);
    }

    private static PickledTensor? First(object root)
    {
        IReadOnlyList<object> items = root switch
        {
            PickleTuple tuple => tuple.Items,
            PickleList list => list.Items,
            _ => [root],
        };
        PickledTensor[] tensors = [.. items.OfType<PickledTensor>()];
        bool isEqual = tensors.Length == items.Count && tensors.All(tensor => tensor.Shape.Length > 0 && tensor.Shape[0] == tensors[0].Shape[0]);
        return isEqual && tensors.Length > 0 ? tensors[0] : null;
    }
}
