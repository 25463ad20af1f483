using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Training;

/// <summary>A network in training on libtorch.</summary>
internal abstract class TorchTrainer(TensorPlacement placement, TrainedParameters parameters) : TorchObject, IStudentTrainer
{
    private const int MostExamples = 8;

    protected TensorPlacement Placement => placement;

    public StateDict CopyWeights() => Run(parameters.CopyWeights);

    public AdamState CopyOptimizer() => Run(parameters.CopyOptimizer);

    public StateDict CopyGradients() => Run(parameters.CopyGradients);

    /// <summary>Takes a step with the sum of the examples' gradients: one example at a time, because of the memory that each needs.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="require">Throws where an example has an array of the wrong size.</param>
    /// <param name="start">The loss of no example.</param>
    /// <param name="accumulate">Adds an example's gradient, and its loss to the sum.</param>
    /// <exception cref="ArgumentException">There are not 1 to 8 examples, or <paramref name="require"/> threw.</exception>
    protected TLoss TakeStep<TExample, TLoss>(IReadOnlyList<TExample> batch, double learningRate, Action<TExample> require, TLoss start, Func<TExample, TLoss, TLoss> accumulate) => Run(() =>
    {
        if (batch.Count is < 1 or > MostExamples)
        {
            throw new ArgumentException($"A batch has 1 to {MostExamples} examples, not {batch.Count}.", nameof(batch));
        }

        foreach (TExample example in batch)
        {
            require(example);
        }

        parameters.ClearGradients();
        TLoss sum = start;
        foreach (TExample example in batch)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            sum = accumulate(example, sum);
        }

        parameters.Step(learningRate);
        return sum;
    });

    /// <summary>A layer of the network on every pixel.</summary>
    protected torch.Tensor Apply(torch.Tensor x, LayerSpec layer) => parameters.Apply(x, layer);

    protected override void Free() => parameters.Dispose();
}
