using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Checkpoints;

/// <summary>The tensors of a checkpoint that holds a state dictionary, before their elements are read.</summary>
internal static class NamedTensors
{
    /// <summary>All tensors by name, in the order of the file.</summary>
    /// <exception cref="CheckpointException">The file holds something else, or one is damaged.</exception>
    public static OrderedDictionary<string, PickledTensor> Of(CheckpointReader checkpoint)
    {
        if (checkpoint.Root is not PickleDictionary dictionary)
        {
            throw CheckpointException.NotAStateDict(checkpoint.Path, Phrase.Of("the file holds something else"));
        }

        var tensors = new OrderedDictionary<string, PickledTensor>(StringComparer.Ordinal);
        foreach ((string name, PickledTensor tensor) in dictionary.Items.Select(item => ToNamedTensor(item, checkpoint.Path)))
        {
            // Tensors of other types are never read: the caller refuses them by their name.
            if (tensor.Storage.Type.IsFloatingPoint)
            {
                checkpoint.Expect(tensor);
            }

            if (!tensors.TryAdd(name, tensor))
            {
                throw CheckpointException.NotAStateDict(checkpoint.Path, Phrase.Of($"{ForeignText.Quote(name)} occurs twice"));
            }
        }

        return tensors;
    }

    private static (string Name, PickledTensor Tensor) ToNamedTensor(KeyValuePair<object, object> item, string path)
    {
        if (item.Key is not string name)
        {
            throw CheckpointException.NotAStateDict(path, Phrase.Of("a key of it is not text"));
        }

        return item.Value is PickledTensor tensor ? (name, tensor) : throw CheckpointException.NotAStateDict(path, Phrase.Of($"{ForeignText.Quote(name)} is not a tensor"));
    }
}
