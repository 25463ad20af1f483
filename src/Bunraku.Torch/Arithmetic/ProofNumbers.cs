using System.Runtime.CompilerServices;
using Bunraku.Torch.Devices;
using static TorchSharp.torch;

namespace Bunraku.Torch.Arithmetic;

/// <summary>
/// The numbers that cases compute with: the same in every process, evenly spread over -1..1. They are made once, and tensors are views of them, because making them
/// takes longer than the convolutions.
/// </summary>
internal sealed class ProofNumbers : IDisposable
{
    private readonly Tensor _tensor;
    private readonly float[] _values;

    /// <param name="count">How many.</param>
    /// <param name="placement">Device and type.</param>
    public ProofNumbers(int count, TensorPlacement placement)
    {
        _tensor = TensorTransfer.ToTensor(Make(count), [count], placement).DetachFromDisposeScope();
        _values = Read(_tensor);
    }

    /// <summary>A tensor of them.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="first">The index of the first.</param>
    public Tensor Take(long[] shape, int first) => _tensor.narrow(0, first, shape.Aggregate(1L, (product, size) => product * size)).view(shape);

    /// <summary>The same as plain numbers, rounded as the tensor's type does.</summary>
    public ReadOnlySpan<float> From(int first) => _values.AsSpan(first);

    /// <summary>What any tensor holds.</summary>
    public static float[] Read(Tensor tensor)
    {
        float[] values = new float[tensor.numel()];
        TensorTransfer.CopyTo(tensor, values);
        return values;
    }

    public void Dispose() => _tensor.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Make(int count)
    {
        float[] values = new float[count];
        uint state = 1;
        for (int i = 0; i < values.Length; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223; // Numerical Recipes' generator.
            values[i] = ((state >> 8) * (2f / (1 << 24))) - 1;
        }

        return values;
    }
}
