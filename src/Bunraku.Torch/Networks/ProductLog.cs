using System.Diagnostics;
using static TorchSharp.torch;

namespace Bunraku.Torch.Networks;

/// <summary>Writes down the convolutions and matrix products of the networks, and computes them again alone.</summary>
internal sealed class ProductLog
{
    private readonly List<(long[][] Shapes, ScalarType Type, Func<Tensor[], Tensor> Compute)> _products = [];

    /// <summary>Whether products are written down.</summary>
    public bool IsRecording { get; set; }

    public int Count => _products.Count;

    public void Clear() => _products.Clear();

    /// <summary>Computes a product, and writes it down while recording.</summary>
    /// <param name="compute">The product of its operands; weights belong into it.</param>
    /// <param name="operands">What changes from frame to frame.</param>
    public Tensor Run(Func<Tensor[], Tensor> compute, params Tensor[] operands)
    {
        if (IsRecording)
        {
            _products.Add(([.. operands.Select(operand => operand.shape)], operands[0].dtype, compute));
        }

        return compute(operands);
    }

    /// <summary>The time in milliseconds of all products, each alone on numbers drawn for it.</summary>
    public double TimeMs()
    {
        using IDisposable noGradient = no_grad();
        double milliseconds = 0;
        foreach ((long[][] shapes, ScalarType type, Func<Tensor[], Tensor> compute) in _products)
        {
            using var scope = NewDisposeScope();
            Tensor[] operands = [.. shapes.Select(shape => randn(shape, type))];
            long start = Stopwatch.GetTimestamp();
            compute(operands);
            milliseconds += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return milliseconds;
    }
}
