using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The face network in training: each band takes its rows of all examples forward and back, four runs of 32 pixels at a time.</summary>
internal sealed unsafe class FaceTrainer<TLanes, TVector> : StudentTrainer<TLanes, TVector>, IFaceTrainer
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Size = 128;
    private const int Elements = 4 * Size * Size;
    private const int BandRows = Size / Bands.Count;
    private const int RunsPerRow = Size / Tile.Pixels;
    private const int RunsPerBand = BandRows * RunsPerRow;
    private const double EyeMouthWeight = 20;
    // Sums of gradients 9 MB, weights 4 MB; a worker 6 MB.
    private const int SharedFloats = 5 << 20;
    private const int WorkerFloats = 3 << 19;
    private readonly TrainedLevel _level;
    private readonly TrainingScratch[] _scratch;
    private readonly float[] _mask;
    private readonly FaceRunSampler _sampler;
    private readonly float[][] _targets = new float[Batch.MaximumSize][];
    private readonly double[] _fullSums = new double[Bands.Count];
    private readonly double[] _eyeMouthSums = new double[Bands.Count];
    private ulong _samplingSeed;

    public FaceTrainer(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling, int threads)
        : base(StudentNetworks.Face, weights, optimizer, SharedFloats + (threads * WorkerFloats), threads)
    {
        _mask = [.. mask];
        _sampler = new FaceRunSampler(_mask, sampling);
        _level = CreateLevel(first: 0, StudentNetworks.Face.Length - 1, Size);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new TrainingScratch(_level.Floats, Memory))];
        Pack();
    }

    protected override int ExamplePhases => 1;

    /// <inheritdoc/>
    public FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate, ulong samplingSeed)
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        Batch.Begin(batch.Count);
        for (int example = 0; example < batch.Count; example++)
        {
            Expect.Values(batch[example].Target, Elements, nameof(FaceExample.Target));
            Batch.Set(example, batch[example].Pose);
            _targets[example] = batch[example].Target;
        }

        _samplingSeed = samplingSeed;
        Array.Clear(_fullSums);
        Array.Clear(_eyeMouthSums);
        Run(learningRate);
        double elements = (double)Elements * batch.Count;
        return new FaceLoss(_fullSums.Sum() / elements, EyeMouthWeight * _eyeMouthSums.Sum() / elements);
    }

    protected override void RunBand(int phase, int turn, int worker)
    {
        Span<FaceRun> group = stackalloc FaceRun[TrainingScratch.GroupTiles];
        for (int example = 0; example < Batch.Size; example++)
        {
            int count = 0;
            for (int run = turn * RunsPerBand; run < (turn + 1) * RunsPerBand; run++)
            {
                float weight = _sampler.Draw(_samplingSeed, example, run);
                if (weight != 0f)
                {
                    group[count++] = new FaceRun(run / RunsPerRow, run % RunsPerRow * Tile.Pixels, weight);
                }

                if (count == group.Length)
                {
                    RunGroup(example, turn, group, _scratch[worker]);
                    count = 0;
                }
            }

            RunGroup(example, turn, group[..count], _scratch[worker]);
        }
    }

    private void RunGroup(int example, int band, ReadOnlySpan<FaceRun> group, TrainingScratch scratch)
    {
        for (int tile = 0; tile < group.Length; tile++)
        {
            int pixel = tile * Tile.Pixels;
            for (int i = 0; i < Tile.Pixels; i += Tile.SegmentPixels)
            {
                _level.Input.CopyPositions(new TileOrigin(group[tile].Row, group[tile].Column + i), scratch.X + pixel + i, scratch.Y + pixel + i);
            }

            _level.Input.FromPosition<TLanes, TVector>(example, scratch.X + pixel, scratch.Y + pixel, scratch.Sines + _level.Offset(0, tile));
        }

        LevelPass<TLanes, TVector>.ForwardWithCosines(_level, example, group.Length, scratch);
        LevelPass<TLanes, TVector>.MultiplyProduct(_level, group.Length, scratch);
        for (int tile = 0; tile < group.Length; tile++)
        {
            AddLoss(example, band, group[tile], scratch.Gradient + (tile * _level.GradientFloats));
        }

        LevelPass<TLanes, TVector>.Backward(_level, example, band, group.Length, scratch);
    }

    // Replaces the outputs by their gradient.
    private void AddLoss(int example, int band, FaceRun run, float* outputs)
    {
        float step = run.Weight / (Elements * Batch.Size);
        (double full, double eyeMouth) = (0, 0);
        for (int i = 0; i < Tile.Pixels; i++)
        {
            int pixel = (run.Row * Size) + run.Column + i;
            float mask = _mask[pixel];
            float* color = outputs + i;
            for (int channel = 0; channel < 4; channel++, color += Tile.Pixels)
            {
                float error = *color - _targets[example][(channel * Size * Size) + pixel];
                full += MathF.Abs(error);
                eyeMouth += MathF.Abs(error * mask);
                float direction = error > 0f ? 1f : error < 0f ? -1f : 0f;
                *color = direction * step * (1f + ((float)EyeMouthWeight * MathF.Abs(mask)));
            }
        }

        _fullSums[band] += run.Weight * full;
        _eyeMouthSums[band] += run.Weight * eyeMouth;
    }
}
