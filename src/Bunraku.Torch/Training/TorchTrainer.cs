using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Training;

/// <summary>A network in training on libtorch.</summary>
internal abstract class TorchTrainer(TensorPlacement placement, TrainedParameters parameters) : TorchObject, IStudentTrainer
{
    private readonly SumTree _tree = new();
    private readonly List<torch.Tensor> _sums = [];

    protected TensorPlacement Placement => placement;

    public StateDict CopyWeights() => Run(parameters.CopyWeights);

    public AdamState CopyOptimizer() => Run(parameters.CopyOptimizer);

    public StateDict CopyGradients() => Run(() =>
    {
        TakeOver();
        return parameters.CopyGradients();
    });

    public int GradientFloats => parameters.Count;

    public void CopySums(Span<float> target) => Run(() =>
    {
        float[] rows = new float[_sums.Count * GradientFloats];
        for (int node = 0; node < _sums.Count; node++)
        {
            TensorTransfer.CopyTo(_sums[node], rows.AsSpan(node * GradientFloats, GradientFloats));
        }

        return rows;
    }).CopyTo(target);

    public void SetGradient(ReadOnlySpan<float> gradient)
    {
        float[] row = gradient.ToArray();
        Run(() =>
        {
            ForgetSums();
            _sums.Add(TensorTransfer.ToTensor(row, [row.Length], placement).DetachFromDisposeScope());
        });
    }

    public void Apply(double learningRate) => Run(() =>
    {
        TakeOver();
        parameters.Step(learningRate);
    });

    /// <summary>Computes the gradients of a part of a batch, one example at a time, because of the memory that each needs.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="part">Which examples of the batch they are.</param>
    /// <param name="require">Throws where an example has an array of the wrong size.</param>
    /// <param name="start">The loss of no example.</param>
    /// <param name="accumulate">Computes an example's gradient, and adds its loss to the sum.</param>
    /// <exception cref="ArgumentException">The part has another number of examples, or <paramref name="require"/> threw.</exception>
    protected TLoss ComputeGradient<TExample, TLoss>(IReadOnlyList<TExample> examples, BatchPart part, Action<TExample> require, TLoss start, Func<TExample, TLoss, TLoss> accumulate) => Run(() =>
    {
        part.Require(examples.Count);
        foreach (TExample example in examples)
        {
            require(example);
        }

        ForgetSums();
        _tree.Begin(part.BatchSize);
        TLoss sum = start;
        for (int i = 0; i < examples.Count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            parameters.ClearGradients();
            sum = accumulate(examples[i], sum);
            _sums.Add(parameters.FlattenGradients().DetachFromDisposeScope());
            AddUp(_tree.Push(part.First + i, part.First + i + 1));
        }

        return sum;
    });

    /// <summary>A layer of the network on every pixel.</summary>
    protected torch.Tensor Apply(torch.Tensor x, LayerSpec layer) => parameters.Apply(x, layer);

    protected override void Free()
    {
        ForgetSums();
        parameters.Dispose();
    }

    /// <summary>Makes the sum of the whole batch the gradient of the parameters.</summary>
    private void TakeOver()
    {
        if (_sums.Count > 0)
        {
            parameters.SetGradients(_sums[0]);
        }
    }

    private void AddUp(int additions)
    {
        using IDisposable noGradient = torch.no_grad();
        for (int i = 0; i < additions; i++)
        {
            _sums[^2].add_(_sums[^1]);
            _sums[^1].Dispose();
            _sums.RemoveAt(_sums.Count - 1);
        }
    }

    private void ForgetSums()
    {
        _sums.ForEach(sum => sum.Dispose());
        _sums.Clear();
    }
}
