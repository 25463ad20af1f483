using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Bunraku.Torch.Devices;

/// <summary>Copies numbers into libtorch's memory and out of it.</summary>
internal static class TensorTransfer
{
    /// <summary>A tensor with a copy of the values, on a device.</summary>
    /// <param name="values">Row-major; as many as the product of the shape.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="placement">Where it goes.</param>
    public static Tensor ToTensor(ReadOnlySpan<float> values, ReadOnlySpan<long> shape, TensorPlacement placement)
    {
        using var scope = NewDisposeScope();
        Tensor tensor = empty(shape, ScalarType.Float32, CPU);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor.to(placement.Type, placement.Device).MoveToOuterDisposeScope();
    }

    /// <summary>Copies a tensor's values, row-major.</summary>
    /// <param name="tensor">Any layout and device.</param>
    /// <param name="values">As many as the tensor has.</param>
    public static void CopyTo(Tensor tensor, Span<float> values)
    {
        using var scope = NewDisposeScope();
        Tensor plain = tensor.to(ScalarType.Float32, CPU).contiguous();
        MemoryMarshal.Cast<byte, float>(plain.bytes).CopyTo(values);
    }
}
