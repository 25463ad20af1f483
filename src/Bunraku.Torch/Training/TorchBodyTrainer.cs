using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Core.Images;
using Bunraku.Siren.Training;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Bunraku.Torch.Training;

/// <summary>A body network in training on libtorch. One example keeps a gigabyte until its gradient is known.</summary>
internal sealed class TorchBodyTrainer : TorchTrainer, IBodyTrainer
{
    private const int Size = CharacterPicture.Size;
    private const int LayersPerLevel = 3;

    private static readonly int[] LevelSizes = [128, 256, Size];

    private readonly Tensor[] _pixelCenters;

    public TorchBodyTrainer(StateDict weights, AdamState optimizer, TensorPlacement placement)
        : base(placement, new TrainedParameters(StudentNetworks.BodyTensors, weights, optimizer, placement)) =>
        _pixelCenters = [.. LevelSizes.Select(size => PixelCenters(size, placement))];

    public BodyLoss ComputeGradient(IReadOnlyList<BodyExample> examples, BatchPart part, BodyLossWeights weights, ulong samplingSeed) =>
        ComputeGradient(examples, part, Require, new BodyLoss(0, 0, 0, 0), (example, sum) => Accumulate(example, weights, part.BatchSize, sum));

    protected override void Free()
    {
        base.Free();
        foreach (Tensor centers in _pixelCenters)
        {
            centers.Dispose();
        }
    }

    private static void Require(BodyExample example)
    {
        const int Pixels = Size * Size;
        ArgumentOutOfRangeException.ThrowIfNotEqual(example.Input.Length, 4 * Pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(example.Posed.Length, 4 * Pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(example.Warped.Length, 4 * Pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(example.GridChange.Length, 2 * Pixels);
    }

    private BodyLoss Accumulate(BodyExample example, BodyLossWeights weights, int batchSize, BodyLoss sum)
    {
        Tensor y = Draw(TensorTransfer.ToTensor(example.Pose.Values, [1, example.Pose.Values.Length], Placement));
        Tensor gridChange = Channels(y, 0, 2);
        Tensor alpha = Channels(y, 2, 1);
        Tensor colorChange = Channels(y, 3, 4);
        Tensor warped = Warp(gridChange, Picture(example.Input), _pixelCenters[^1]);
        Tensor blended = (warped * (1 - alpha)) + (colorChange * alpha);
        Tensor posed = Picture(example.Posed);
        Tensor byBlended = Term(posed, blended, weights.Blended / batchSize);
        Tensor byWarped = Term(Picture(example.Warped), warped, weights.Warped / batchSize);
        Tensor byGridChange = Term(Picture(example.GridChange), gridChange, weights.GridChange / batchSize);
        Tensor byColorChange = Term(posed, colorChange, weights.ColorChange / batchSize);
        (byBlended + byWarped + byGridChange + byColorChange).backward();
        return new BodyLoss(
            sum.Blended + byBlended.item<float>(),
            sum.Warped + byWarped.item<float>(),
            sum.GridChange + byGridChange.item<float>(),
            sum.ColorChange + byColorChange.item<float>());
    }

    /// <summary>The network on a pose, [1, 45]: [1, 7, 512, 512].</summary>
    private Tensor Draw(Tensor pose)
    {
        Tensor? x = null;
        for (int level = 0; level < LevelSizes.Length; level++)
        {
            Tensor positions = SirenLayers.Positions(_pixelCenters[level]);
            Tensor planes = SirenLayers.Planes(pose, LevelSizes[level]);
            x = cat(x is null ? [positions, planes] : [PictureOperations.Double(x), positions, planes], dim: 1);
            for (int i = 0; i < LayersPerLevel; i++)
            {
                x = Apply(x, StudentNetworks.Body[(LayersPerLevel * level) + i]);
            }
        }

        return Apply(x!, StudentNetworks.Body[^1]);
    }

    private Tensor Picture(float[] planes) => TensorTransfer.ToTensor(planes, [1, planes.Length / (Size * Size), Size, Size], Placement);

    private static Tensor Term(Tensor target, Tensor actual, double weight) => (target - actual).abs().mean() * weight;
}
