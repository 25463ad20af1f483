using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>Keeps what a stage of the system made last, until the pose values that it depends on change.</summary>
internal sealed class StageCache<T> : IDisposable
    where T : StageOutputs
{
    private float[] _key = [];
    private T? _outputs;

    /// <summary>How often the stage was computed.</summary>
    public int Runs { get; private set; }

    /// <param name="key">The pose values that the stage depends on; none for a stage of the picture alone.</param>
    /// <param name="compute">Computes the stage.</param>
    public T Get(ReadOnlySpan<float> key, Func<T> compute)
    {
        if (_outputs is not null && key.SequenceEqual(_key))
        {
            return _outputs;
        }

        Dispose();
        _outputs = Compute(compute);
        _key = key.ToArray();
        Runs++;
        return _outputs;
    }

    public void Dispose()
    {
        _outputs?.Dispose();
        _outputs = null;
    }

    private static T Compute(Func<T> compute)
    {
        using var scope = NewDisposeScope();
        T outputs = compute();
        foreach (Tensor tensor in outputs.Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        return outputs;
    }
}
