using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Bunraku.Torch.Training;

/// <summary>A face network in training on libtorch.</summary>
internal sealed class TorchFaceTrainer : TorchTrainer, IFaceTrainer
{
    private const int Size = 128;
    private const double EyeMouthWeight = 20;

    private readonly Tensor _mask;
    private readonly Tensor _pixelCenters;

    public TorchFaceTrainer(StateDict weights, AdamState optimizer, float[] mask, TensorPlacement placement)
        : base(placement, new TrainedParameters(StudentNetworks.FaceTensors, weights, optimizer, placement))
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, Size * Size);
        _mask = TensorTransfer.ToTensor(mask, [1, 1, Size, Size], placement);
        _pixelCenters = PictureOperations.PixelCenters(Size, placement);
    }

    public FaceLoss ComputeGradient(IReadOnlyList<FaceExample> examples, BatchPart part, ulong samplingSeed) =>
        ComputeGradient(examples, part, Require, new FaceLoss(0, 0), (example, sum) => Accumulate(example, part.BatchSize, sum));

    protected override void Free()
    {
        base.Free();
        _mask.Dispose();
        _pixelCenters.Dispose();
    }

    private static void Require(FaceExample example) => ArgumentOutOfRangeException.ThrowIfNotEqual(example.Target.Length, 4 * Size * Size);

    private FaceLoss Accumulate(FaceExample example, int batchSize, FaceLoss sum)
    {
        Tensor pose = TensorTransfer.ToTensor(example.Pose.FaceValues, [1, example.Pose.FaceValues.Length], Placement);
        Tensor x = cat([SirenLayers.Positions(_pixelCenters), SirenLayers.Planes(pose, Size)], dim: 1);
        foreach (LayerSpec layer in StudentNetworks.Face)
        {
            x = Apply(x, layer);
        }

        Tensor error = (TensorTransfer.ToTensor(example.Target, [1, 4, Size, Size], Placement) - x).abs();
        Tensor full = error.mean() / batchSize;
        Tensor eyeMouth = (error * _mask).mean() * (EyeMouthWeight / batchSize);
        (full + eyeMouth).backward();
        return new FaceLoss(sum.Full + full.item<float>(), sum.EyeMouth + eyeMouth.item<float>());
    }
}
