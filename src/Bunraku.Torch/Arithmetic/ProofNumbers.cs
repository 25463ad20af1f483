using Bunraku.Torch.Devices;
using static TorchSharp.torch;

namespace Bunraku.Torch.Arithmetic;

/// <summary>The numbers that cases compute with: the same in every process, evenly spread over -1..1.</summary>
internal static class ProofNumbers
{
    /// <summary>A prime, so that what is longer does not repeat with a layout.</summary>
    private const int Count = 1_000_003;

    private static readonly float[] Values = Make();

    /// <summary>A tensor of such numbers.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="first">Where in the list it begins, so that two tensors differ.</param>
    /// <param name="placement">Where it goes.</param>
    /// <param name="scale">The largest number.</param>
    public static Tensor Take(long[] shape, int first, Placement placement, float scale = 1)
    {
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = scale * Values[(first + i) % Count];
        }

        return TensorTransfer.ToTensor(values, shape, placement);
    }

    /// <summary>What a tensor holds, rounded as its type does.</summary>
    public static float[] Read(Tensor tensor)
    {
        float[] values = new float[tensor.numel()];
        TensorTransfer.CopyTo(tensor, values);
        return values;
    }

    private static float[] Make()
    {
        float[] values = new float[Count];
        uint state = 1;
        for (int i = 0; i < values.Length; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223; // Numerical Recipes' generator.
            values[i] = ((state >> 8) * (2f / (1 << 24))) - 1;
        }

        return values;
    }
}
