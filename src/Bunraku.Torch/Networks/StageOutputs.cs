using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Tensors that one stage of the system made and that outlive it.</summary>
internal abstract record StageOutputs : IDisposable
{
    /// <summary>All of them, the published ones first and in the published order.</summary>
    public abstract IReadOnlyList<Tensor> Tensors { get; }

    public void Dispose()
    {
        foreach (Tensor tensor in Tensors)
        {
            tensor.Dispose();
        }
    }
}
