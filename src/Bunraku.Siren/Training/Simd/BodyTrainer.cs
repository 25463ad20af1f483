using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

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
    private const int GroupTiles = TrainingScratch.GroupTiles;
    private const int LossTerms = 4;
    // A cache line of sums for each band.
    private const int LossStride = 8;
    // Arguments 190 MB, planes and their gradients 90 MB, sums 31 MB, weights 8 MB, picture 4 MB; a worker 6 MB.
    private const int SharedFloats = 82 << 20;
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
    private readonly TrainingPlan[] _plans = new TrainingPlan[Batch.MaximumSize];
    private readonly BodyExample[] _examples = new BodyExample[Batch.MaximumSize];
    private readonly double[] _lossSums = new double[Bands.Count * LossStride];
    private BodyLossSteps _steps;

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
        for (int example = 0; example < _plans.Length; example++)
        {
            _plans[example] = _sampler is null ? TrainingPlan.Dense : new TrainingPlan();
        }

        Pack();
    }

    protected override int ExamplePhases => Stages * Batch.Size;

    /// <inheritdoc/>
    public BodyLoss TakeStep(IReadOnlyList<BodyExample> batch, BodyLossWeights weights, double learningRate, ulong samplingSeed)
    {
        Batch.Begin(batch.Count);
        for (int example = 0; example < batch.Count; example++)
        {
            Check(batch[example]);
            Batch.Set(example, batch[example].Pose);
            _examples[example] = batch[example];
            _sampler?.Draw(samplingSeed, example, _plans[example]);
        }

        _steps = BodyLossSteps.For(weights, batch.Count);
        Array.Clear(_lossSums);
        Run(learningRate);
        Array.Clear(_examples);
        return BodyLossSteps.Loss(weights, batch.Count, TotalLoss());
    }

    protected override void RunBand(int phase, int band, int worker)
    {
        int example = phase / Stages;
        TrainingScratch scratch = _scratch[worker];
        switch (phase % Stages)
        {
            case 0:
                CopyPicture(_examples[example].Input, band);
                RunCoarse(example, band, scratch, back: false);
                break;
            case 1:
                RunMiddle(example, band, scratch, back: false);
                break;
            case 2:
                RunFine(example, band, scratch);
                break;
            case 3:
                RunMiddle(example, band, scratch, back: true);
                break;
            default:
                RunCoarse(example, band, scratch, back: true);
                break;
        }
    }

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

    private void RunCoarse(int example, int band, TrainingScratch scratch, bool back)
    {
        ReadOnlySpan<TrainingTile> segments = _plans[example].Coarse(band);
        const int GroupSegments = GroupTiles * Tile.Segments;
        for (int first = 0; first < segments.Length; first += GroupSegments)
        {
            ReadOnlySpan<TrainingTile> group = segments.Slice(first, Math.Min(GroupSegments, segments.Length - first));
            int tiles = group.Length / Tile.Segments;
            for (int i = 0; i < group.Length; i++)
            {
                int pixel = i * Tile.SegmentPixels;
                _coarse.Input.CopyPositions(group[i].Origin, Tile.SegmentPixels, scratch.X + pixel, scratch.Y + pixel);
            }

            float* arguments = _coarseArguments.Of(band, first / GroupSegments);
            if (back)
            {
                LevelPass<TLanes, TVector>.Recall(_coarse, example, tiles, arguments, scratch);
                for (int i = 0; i < group.Length; i++)
                {
                    _coarseGradient.Read(group[i], Tile.SegmentPixels, SegmentOf(_coarse, i, scratch));
                }

                GoBack(_coarse, example, band, tiles, scratch);
                continue;
            }

            for (int tile = 0; tile < tiles; tile++)
            {
                int pixel = tile * Tile.Pixels;
                _coarse.Input.FromPosition<TLanes, TVector>(example, scratch.X + pixel, scratch.Y + pixel, arguments + _coarse.Offset(0, tile));
            }

            LevelPass<TLanes, TVector>.Forward(_coarse, example, tiles, arguments, scratch);
            LevelPass<TLanes, TVector>.MultiplyProduct(_coarse, tiles, scratch);
            for (int i = 0; i < group.Length; i++)
            {
                _coarsePlanes.Store(group[i].Origin, SegmentOf(_coarse, i, scratch));
            }
        }
    }

    private void RunMiddle(int example, int band, TrainingScratch scratch, bool back)
    {
        if (back)
        {
            _coarseGradient.Clear(band);
        }

        ReadOnlySpan<TrainingTile> all = _plans[example].Middle(band);
        for (int first = 0; first < all.Length; first += GroupTiles)
        {
            ReadOnlySpan<TrainingTile> group = all.Slice(first, Math.Min(GroupTiles, all.Length - first));
            float* arguments = _middleArguments.Of(band, first / GroupTiles);
            if (back)
            {
                RunMiddleBack(example, band, group, arguments, scratch);
            }
            else
            {
                RunMiddleForward(example, group, arguments, scratch);
            }
        }
    }

    private void RunMiddleForward(int example, ReadOnlySpan<TrainingTile> group, float* arguments, TrainingScratch scratch)
    {
        for (int tile = 0; tile < group.Length; tile++)
        {
            _middle.Input.FromFeatures<TLanes, TVector>(
                example, _coarsePlanes, group[tile].Origin, scratch.RowBias, arguments + _middle.Offset(0, tile));
        }

        LevelPass<TLanes, TVector>.Forward(_middle, example, group.Length, arguments, scratch);
        for (int tile = 0; tile < group.Length; tile++)
        {
            TileOrigin origin = group[tile].Origin;
            float* features = LevelPass<TLanes, TVector>.Features(_middle, scratch) + (tile * _middle.TileFloats(_middle.Hidden.Length));
            DenseLayer<TLanes, TVector>.Run(_middle.Product.Forward, features, _middlePlanes.At(origin.Row, origin.Column), _middlePlanes.Stride);
            _middlePlanes.ExtendEdges(origin, Tile.Pixels);
        }
    }

    private void RunMiddleBack(int example, int band, ReadOnlySpan<TrainingTile> group, float* arguments, TrainingScratch scratch)
    {
        LevelPass<TLanes, TVector>.Recall(_middle, example, group.Length, arguments, scratch);
        for (int tile = 0; tile < group.Length; tile++)
        {
            CopyPositions(_middle, group[tile].Origin, tile, scratch);
            _middleGradient.Read(group[tile], Tile.Pixels, scratch.Gradient + (tile * _middle.GradientFloats));
        }

        float* gradient = GoBack(_middle, example, band, group.Length, scratch);
        for (int tile = 0; tile < group.Length; tile++)
        {
            HandDown(_middle, _coarseGradient, band, group[tile].Origin, gradient + (tile * _middle.GradientFloats));
        }
    }

    private void RunFine(int example, int band, TrainingScratch scratch)
    {
        _middleGradient.Clear(band);
        for (int block = 0; block < TrainingPlan.BlocksPerBand; block++)
        {
            float weight = _plans[example].BlockWeight(band, block);
            for (int row = 0; weight != 0f && row < TrainingPlan.BlockSize; row += GroupTiles)
            {
                var origin = new TileOrigin((band * TrainingPlan.BlockSize) + row, block * TrainingPlan.BlockSize);
                RunFine(example, band, origin, weight, scratch);
            }
        }
    }

    // A group of tiles one below the other.
    private void RunFine(int example, int band, TileOrigin origin, float weight, TrainingScratch scratch)
    {
        for (int tile = 0; tile < GroupTiles; tile++)
        {
            TileOrigin own = origin with { Row = origin.Row + tile };
            CopyPositions(_fine, own, tile, scratch);
            _fine.Input.FromFeatures<TLanes, TVector>(example, _middlePlanes, own, scratch.RowBias, scratch.Sines + _fine.Offset(0, tile));
        }

        LevelPass<TLanes, TVector>.ForwardWithCosines(_fine, example, GroupTiles, scratch);
        LevelPass<TLanes, TVector>.MultiplyProduct(_fine, GroupTiles, scratch);
        BodyExample targets = _examples[example];
        fixed (float* posed = targets.Posed, warped = targets.Warped, gridChange = targets.GridChange)
        fixed (double* sums = _lossSums)
        {
            for (int tile = 0; tile < GroupTiles; tile++)
            {
                float* outputs = scratch.Gradient + (tile * _fine.GradientFloats);
                int pixel = ((origin.Row + tile) * Size) + origin.Column;
                var place = new BodyTargets { Posed = posed + pixel, Warped = warped + pixel, GridChange = gridChange + pixel };
                WarpSlope.Sample(_picture, origin.Row + tile, origin.Column, outputs, scratch.Warped, scratch.WarpedByX, scratch.WarpedByY);
                BodyLossPass<TLanes, TVector>.Run(outputs, scratch, place, _steps, sums + (band * LossStride), weight);
            }
        }

        float* gradient = GoBack(_fine, example, band, GroupTiles, scratch);
        for (int tile = 0; tile < GroupTiles; tile++)
        {
            HandDown(_fine, _middleGradient, band, origin with { Row = origin.Row + tile }, gradient + (tile * _fine.GradientFloats));
        }
    }

    private static void CopyPositions(TrainedLevel level, TileOrigin origin, int tile, TrainingScratch scratch) =>
        level.Input.CopyPositions(origin, Tile.Pixels, scratch.X + (tile * Tile.Pixels), scratch.Y + (tile * Tile.Pixels));

    private static float* GoBack(TrainedLevel level, int example, int band, int tiles, TrainingScratch scratch)
    {
        float* gradient = LevelPass<TLanes, TVector>.Backward(level, band, tiles, scratch);
        for (int tile = 0; tile < tiles; tile++)
        {
            int pixel = tile * Tile.Pixels;
            level.Input.AddGradient<TLanes, TVector>(
                band, example, gradient + (tile * level.GradientFloats), scratch.X + pixel, scratch.Y + pixel);
        }

        return gradient;
    }

    private static void HandDown(TrainedLevel level, GradientPlanes below, int band, TileOrigin origin, float* gradient) =>
        below.Add<TLanes, TVector>(band, origin, level.Input.FartherRow(origin.Row), gradient);

    private static float* SegmentOf(TrainedLevel level, int segment, TrainingScratch scratch) =>
        scratch.Gradient + (segment / Tile.Segments * level.GradientFloats) + (segment % Tile.Segments * Tile.SegmentPixels);
}
