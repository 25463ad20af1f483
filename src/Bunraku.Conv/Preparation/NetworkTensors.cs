using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Conv.Preparation;

/// <summary>The tensors of one network.</summary>
/// <param name="name">The network's published name, for messages.</param>
/// <param name="tensors">Its tensors.</param>
internal sealed class NetworkTensors(string name, StateDict tensors)
{
    /// <summary>The values of a tensor, row-major.</summary>
    /// <exception cref="BadInputException">It is missing or has another shape.</exception>
    public float[] Take(string key, params ReadOnlySpan<int> shape)
    {
        if (!tensors.TryGet(key, out Tensor? tensor))
        {
            throw new BadInputException($"The weights of {name} have no tensor {key}. Import the files of THA3's variant separable again.");
        }

        return tensor.Shape.AsSpan().SequenceEqual(shape)
            ? tensor.Values
            : throw new BadInputException(
                $"The tensor {key} of {name} has the shape [{string.Join(", ", tensor.Shape)}], but [{string.Join(", ", shape.ToArray())}] was expected. Import the files of THA3's variant separable again.");
    }
}
