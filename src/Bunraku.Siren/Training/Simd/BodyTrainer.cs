using System.Runtime.Intrinsics;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// The body network in training. Five phases an example: the coarse and the middle level forward; the fine level forward, the loss, and
/// back; the middle and the coarse level back. The two lower levels keep the arguments of their sines meanwhile (190 MB), which is
/// cheaper than to compute them twice; of the fine level nothing is kept.
/// </summary>
internal sealed unsafe class BodyTrainer<TLanes, TVector> : StudentTrainer<TLanes, TVector>, IBodyTrainer
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Stages = 5;
    private const int Size = TilePlan.FineSize;
    private const int LossTerms = 4;
    // A cache line of sums for each band.
    private const int LossStride = 8;
    // Arguments 190 MB, planes and their gradients 90 MB, sums 31 MB, weights 8 MB, picture 4 MB, gradients that wait at most 31 MB; a worker 6 MB.
    private const int SharedFloats = 90 << 20;
    private const int WorkerFloats = 3 << 19;
    private readonly TrainedLevel _coarse;
    private readonly TrainedLevel _middle;
    private readonly TrainedLevel _fine;
    private readonly LevelPlanes _coarsePlanes;
    private readonly LevelPlanes _middlePlanes;
    private readonly GradientPlanes _coarseGradient;
    private readonly GradientPlanes _middleGradient;
    private readonly KeptArguments _coarseArguments;
    private readonly KeptArguments _middleArguments;
    private readonly TrainingScratch[] _scratch;
    private readonly float* _picture;
    private readonly BlockSampler? _sampler;
    private readonly TrainingPlan _plan;
    private readonly double[] _lossSums = new double[Bands.Count * LossStride];
    private BodyLossSteps _steps;
    private BodyExample? _example;

    public BodyTrainer(StateDict weights, AdamState optimizer, TileSampling? sampling, int threads)
        : base(StudentNetworks.Body, weights, optimizer, SharedFloats + (threads * WorkerFloats), threads)
    {
        _coarse = CreateLevel(0, 3, TilePlan.CoarseSize);
        _middle = CreateLevel(3, 3, TilePlan.MiddleSize);
        _fine = CreateLevel(6, 3, Size);
        _coarsePlanes = new LevelPlanes(Memory, TilePlan.CoarseSize, _coarse.Product.Forward);
        _middlePlanes = new LevelPlanes(Memory, TilePlan.MiddleSize, _middle.Product.Forward);
        _coarsePlanes.Clear();
        _middlePlanes.Clear();
        _coarseGradient = new GradientPlanes(TilePlan.CoarseSize, _coarse.Product.Outputs, Memory);
        _middleGradient = new GradientPlanes(TilePlan.MiddleSize, _middle.Product.Outputs, Memory);
        _coarseArguments = new KeptArguments(TilePlan.CoarseSize, _coarse, Memory);
        _middleArguments = new KeptArguments(TilePlan.MiddleSize, _middle, Memory);
        _picture = Memory.Take(Warp.Stride * Warp.Stride * 4);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new TrainingScratch(_coarse.Floats, Memory))];
        _sampler = sampling is null ? null : new BlockSampler(sampling);
        _plan = _sampler is null ? TrainingPlan.Dense : new TrainingPlan();
        Pack();
    }

    protected override int ExamplePhases => Stages;

    protected override int ExampleBands => Bands.Count;

    /// <inheritdoc/>
    public BodyLoss ComputeGradient(IReadOnlyList<BodyExample> examples, BatchPart part, BodyLossWeights weights, ulong samplingSeed)
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        for (int i = 0; i < examples.Count; i++)
        {
            Check(examples[i]);
        }

        Begin(part, examples.Count);
        _steps = BodyLossSteps.For(weights, part.BatchSize);
        Array.Clear(_lossSums);
        for (int i = 0; i < examples.Count; i++)
        {
            _example = examples[i];
            _sampler?.Draw(samplingSeed, part.First + i, _plan);
            RunExample(part.First + i, examples[i].Pose);
        }

        _example = null;
        return BodyLossSteps.Loss(weights, part.BatchSize, TotalLoss());
    }

    protected override void RunBand(int phase, int turn, int worker)
    {
        TrainingScratch scratch = _scratch[worker];
        int band = SegmentsOf(phase, _plan).BandAt(turn);
        switch (phase)
        {
            case 0:
                CopyPicture(_example!.Input, band);
                RunCoarse(band, scratch, back: false);
                break;
            case 1:
                RunMiddle(band, scratch, back: false);
                break;
            case 2:
                RunFine(band, scratch);
                break;
            case 3:
                RunMiddle(band, scratch, back: true);
                break;
            default:
                RunCoarse(band, scratch, back: true);
                break;
        }
    }

    private static LevelSegments SegmentsOf(int stage, TrainingPlan plan) => stage switch
    {
        0 or 4 => plan.Coarse,
        1 or 3 => plan.Middle,
        _ => plan.Fine,
    };

    private static void Check(BodyExample example)
    {
        Expect.Values(example.Input, 4 * Size * Size, nameof(BodyExample.Input));
        Expect.Values(example.Posed, 4 * Size * Size, nameof(BodyExample.Posed));
        Expect.Values(example.Warped, 4 * Size * Size, nameof(BodyExample.Warped));
        Expect.Values(example.GridChange, 2 * Size * Size, nameof(BodyExample.GridChange));
    }

    private double[] TotalLoss()
    {
        double[] total = new double[LossTerms];
        for (int i = 0; i < _lossSums.Length; i++)
        {
            if (i % LossStride < LossTerms)
            {
                total[i % LossStride] += _lossSums[i];
            }
        }

        return total;
    }

    // The warp reads a pixel's four channels at once.
    private void CopyPicture(float[] planes, int band)
    {
        const int Rows = Size / Bands.Count;
        for (int row = band * Rows; row < (band + 1) * Rows; row++)
        {
            float* pixel = _picture + (row * Warp.Stride * 4);
            for (int channel = 0; channel < 4; channel++)
            {
                ReadOnlySpan<float> plane = planes.AsSpan(((channel * Size) + row) * Size, Size);
                for (int column = 0; column < plane.Length; column++)
                {
                    pixel[(4 * column) + channel] = plane[column];
                }
            }
        }
    }

    private void RunCoarse(int band, TrainingScratch scratch, bool back)
    {
        ReadOnlySpan<Segment> all = _plan.Coarse.InBand(band);
        for (int first = 0; first < all.Length; first += GroupPass<TLanes, TVector>.Segments)
        {
            ReadOnlySpan<Segment> group = all.Slice(first, Math.Min(GroupPass<TLanes, TVector>.Segments, all.Length - first));
            int tiles = group.Length / Tile.Segments;
            float* arguments = _coarseArguments.Of(band, first / GroupPass<TLanes, TVector>.Segments);
            if (back)
            {
                LevelPass<TLanes, TVector>.Recall(_coarse, tiles, arguments, scratch);
                GroupPass<TLanes, TVector>.CopyPositions(_coarse, group, scratch);
                GroupPass<TLanes, TVector>.ReadGradient(_coarse, _coarseGradient, group, scratch);
                LevelPass<TLanes, TVector>.Backward(_coarse, band, tiles, scratch);
            }
            else
            {
                GroupPass<TLanes, TVector>.FromPosition(_coarse, group, arguments, scratch);
                LevelPass<TLanes, TVector>.Forward(_coarse, tiles, arguments, scratch);
                LevelPass<TLanes, TVector>.MultiplyProduct(_coarse, tiles, scratch);
                GroupPass<TLanes, TVector>.Store(_coarse, _coarsePlanes, group, scratch);
            }
        }
    }

    private void RunMiddle(int band, TrainingScratch scratch, bool back)
    {
        if (back)
        {
            _coarseGradient.Clear(band);
        }

        ReadOnlySpan<Segment> all = _plan.Middle.InBand(band);
        for (int first = 0; first < all.Length; first += GroupPass<TLanes, TVector>.Segments)
        {
            ReadOnlySpan<Segment> group = all.Slice(first, Math.Min(GroupPass<TLanes, TVector>.Segments, all.Length - first));
            int tiles = group.Length / Tile.Segments;
            float* arguments = _middleArguments.Of(band, first / GroupPass<TLanes, TVector>.Segments);
            if (back)
            {
                LevelPass<TLanes, TVector>.Recall(_middle, tiles, arguments, scratch);
                GroupPass<TLanes, TVector>.CopyPositions(_middle, group, scratch);
                GroupPass<TLanes, TVector>.ReadGradient(_middle, _middleGradient, group, scratch);
                float* gradient = LevelPass<TLanes, TVector>.Backward(_middle, band, tiles, scratch);
                GroupPass<TLanes, TVector>.HandDown(_middle, _coarseGradient, band, group, gradient);
            }
            else
            {
                GroupPass<TLanes, TVector>.FromFeatures(_middle, _coarsePlanes, group, arguments, scratch);
                LevelPass<TLanes, TVector>.Forward(_middle, tiles, arguments, scratch);
                LevelPass<TLanes, TVector>.MultiplyProduct(_middle, tiles, scratch);
                GroupPass<TLanes, TVector>.Store(_middle, _middlePlanes, group, scratch);
            }
        }
    }

    private void RunFine(int band, TrainingScratch scratch)
    {
        _middleGradient.Clear(band);
        ReadOnlySpan<Segment> all = _plan.Fine.InBand(band);
        for (int first = 0; first < all.Length; first += GroupPass<TLanes, TVector>.Segments)
        {
            ReadOnlySpan<Segment> group = all.Slice(first, Math.Min(GroupPass<TLanes, TVector>.Segments, all.Length - first));
            int tiles = group.Length / Tile.Segments;
            GroupPass<TLanes, TVector>.CopyPositions(_fine, group, scratch);
            GroupPass<TLanes, TVector>.FromFeatures(_fine, _middlePlanes, group, scratch.Sines, scratch);
            LevelPass<TLanes, TVector>.ForwardWithCosines(_fine, tiles, scratch);
            LevelPass<TLanes, TVector>.MultiplyProduct(_fine, tiles, scratch);
            for (int tile = 0; tile < tiles; tile++)
            {
                float* outputs = scratch.Gradient + (tile * _fine.GradientFloats);
                AddLoss(_example!, band, group.Slice(tile * Tile.Segments, Tile.Segments), outputs, scratch);
            }

            float* gradient = LevelPass<TLanes, TVector>.Backward(_fine, band, tiles, scratch);
            GroupPass<TLanes, TVector>.HandDown(_fine, _middleGradient, band, group, gradient);
        }
    }

    // Replaces the outputs by their gradient.
    private void AddLoss(BodyExample targets, int band, ReadOnlySpan<Segment> tile, float* outputs, TrainingScratch scratch)
    {
        for (int i = 0; i < tile.Length; i++)
        {
            int pixel = i * Tile.SegmentPixels;
            (int row, int column) = (tile[i].Origin.Row, tile[i].Origin.Column);
            WarpSlope.Sample(
                _picture, row, column, outputs + pixel, scratch.Warped + pixel, scratch.WarpedByX + pixel, scratch.WarpedByY + pixel);
            int place = (row * Size) + column;
            CopyTarget(targets.Posed, 4, place, scratch.PosedTarget + pixel);
            CopyTarget(targets.Warped, 4, place, scratch.WarpedTarget + pixel);
            CopyTarget(targets.GridChange, 2, place, scratch.GridTarget + pixel);
            Vector256.Create(tile[i].Weight).Store(scratch.Weights + pixel);
        }

        fixed (double* sums = _lossSums)
        {
            BodyLossPass<TLanes, TVector>.Run(outputs, scratch, _steps, sums + (band * LossStride));
        }
    }

    private static void CopyTarget(float[] planes, int channels, int place, float* target)
    {
        for (int channel = 0; channel < channels; channel++, place += Size * Size, target += Tile.Pixels)
        {
            Vector256.LoadUnsafe(ref planes[place]).Store(target);
        }
    }
}
