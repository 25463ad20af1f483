using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Checkpoints;

/// <summary>
/// Reads and writes the <c>.pt</c> files of PyTorch that hold a state dictionary. A checkpoint is data: nothing that a file
/// names is ever executed. The format is described in docs/formats/character-model.md.
/// </summary>
public static class CheckpointFile
{
    /// <summary>Reads all tensors of a file as float32, in the order of the file. Half and double precision are converted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; <see cref="CheckpointLimits.Large"/> if not given.</param>
    /// <exception cref="CheckpointException">The file is absent, damaged, hostile or not a dictionary of floating-point tensors.</exception>
    public static StateDict ReadStateDict(string path, CheckpointLimits? limits = null)
    {
        using CheckpointReader checkpoint = CheckpointReader.Open(path, limits ?? CheckpointLimits.Large);
        return ReadStateDict(checkpoint);
    }

    /// <summary>The same for a file that is not on disk, such as an upload.</summary>
    /// <param name="stream">A seekable stream over the whole file; it stays open.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="limits">How large it may be; <see cref="CheckpointLimits.Large"/> if not given.</param>
    /// <inheritdoc cref="ReadStateDict(string, CheckpointLimits?)"/>
    public static StateDict ReadStateDict(Stream stream, string name, CheckpointLimits? limits = null)
    {
        using CheckpointReader checkpoint = CheckpointReader.Open(stream, name, limits ?? CheckpointLimits.Large);
        return ReadStateDict(checkpoint);
    }

    /// <summary>
    /// Writes tensors as a file that <c>torch.load</c> of PyTorch reads, also in its restricted mode. The file is complete or absent:
    /// an older one of that name stays until the new one is.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string path, StateDict weights) => AtomicFile.Write(path, stream => CheckpointWriter.Write(stream, weights));

    private static StateDict ReadStateDict(CheckpointReader checkpoint)
    {
        OrderedDictionary<string, PickledTensor> tensors = NamedTensors.Of(checkpoint);
        foreach ((string name, PickledTensor tensor) in tensors)
        {
            if (!tensor.Storage.Type.IsFloatingPoint)
            {
                throw CheckpointException.NotFloatingPoint(checkpoint.Path, name, tensor.Storage.Type.Name);
            }
        }

        return new StateDict(tensors.Select(entry => KeyValuePair.Create(entry.Key, checkpoint.Read(entry.Value))));
    }
}
