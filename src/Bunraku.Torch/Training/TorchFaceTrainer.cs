using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Bunraku.Torch.Training;

/// <summary>A face network in training on libtorch.</summary>
internal sealed class TorchFaceTrainer : IFaceTrainer
{
    private const int Size = 128;
    private const double EyeMouthWeight = 20;

    private readonly TensorPlacement _placement;
    private readonly TrainedParameters _parameters;
    private readonly Tensor _mask;
    private readonly Tensor _pixelCenters;

    public TorchFaceTrainer(StateDict weights, AdamState optimizer, float[] mask, TensorPlacement placement)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, Size * Size);
        _placement = placement;
        _parameters = new TrainedParameters(StudentNetworks.FaceTensors, weights, optimizer, placement);
        _mask = TensorTransfer.ToTensor(mask, [1, 1, Size, Size], placement);
        _pixelCenters = PictureOperations.PixelCenters(Size, placement);
    }

    public FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate, ulong samplingSeed) => TorchThread.Run(() =>
    {
        TrainingBatch.Require(batch);
        foreach (FaceExample example in batch)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(example.Target.Length, 4 * Size * Size);
        }

        _parameters.ClearGradients();
        var sum = new FaceLoss(0, 0);
        foreach (FaceExample example in batch)
        {
            sum = Accumulate(example, batch.Count, sum);
        }

        _parameters.Step(learningRate);
        return sum;
    });

    public StateDict CopyWeights() => TorchThread.Run(_parameters.CopyWeights);

    public AdamState CopyOptimizer() => TorchThread.Run(_parameters.CopyOptimizer);

    public StateDict CopyGradients() => TorchThread.Run(_parameters.CopyGradients);

    public void Dispose() => TorchThread.Run(() =>
    {
        _parameters.Dispose();
        _mask.Dispose();
        _pixelCenters.Dispose();
    });

    private FaceLoss Accumulate(FaceExample example, int batchSize, FaceLoss sum)
    {
        using var scope = NewDisposeScope();
        Tensor pose = TensorTransfer.ToTensor(example.Pose.FaceValues, [1, example.Pose.FaceValues.Length], _placement);
        Tensor x = cat([SirenLayers.Positions(_pixelCenters), SirenLayers.Planes(pose, Size)], dim: 1);
        foreach (LayerSpec layer in StudentNetworks.Face)
        {
            x = _parameters.Apply(x, layer);
        }

        Tensor error = (TensorTransfer.ToTensor(example.Target, [1, 4, Size, Size], _placement) - x).abs();
        Tensor full = error.mean() / batchSize;
        Tensor eyeMouth = (error * _mask).mean() * (EyeMouthWeight / batchSize);
        (full + eyeMouth).backward();
        return new FaceLoss(sum.Full + full.item<float>(), sum.EyeMouth + eyeMouth.item<float>());
    }
}
