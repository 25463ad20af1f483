using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The face network in training: each band takes its share of an example's runs forward and back, four runs of 32 pixels at a time.</summary>
internal sealed unsafe class FaceTrainer<TLanes, TVector> : StudentTrainer<TLanes, TVector>, IFaceTrainer
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Size = 128;
    private const int Elements = 4 * Size * Size;
    private const int RunsPerRow = Size / Tile.Pixels;
    private const double EyeMouthWeight = 20;
    // Sums of gradients 9 MB, weights 4 MB, gradients that wait at most 9 MB; a worker 6 MB.
    private const int SharedFloats = 8 << 20;
    private const int WorkerFloats = 3 << 19;
    private readonly TrainedLevel _level;
    private readonly TrainingScratch[] _scratch;
    private readonly float[] _mask;
    private readonly FaceRunSampler _sampler;
    private readonly FaceRun[] _runs = new FaceRun[Size * RunsPerRow];
    private readonly double[] _fullSums = new double[Bands.Count];
    private readonly double[] _eyeMouthSums = new double[Bands.Count];
    private float[] _target = [];
    private int _elements;
    private int _runCount;

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

    protected override int ExampleBands => Math.Clamp(Groups, 1, Bands.Count);

    private int Groups => (_runCount + TrainingScratch.GroupTiles - 1) / TrainingScratch.GroupTiles;

    /// <inheritdoc/>
    public FaceLoss ComputeGradient(IReadOnlyList<FaceExample> examples, BatchPart part, ulong samplingSeed)
    {
        using EngineMemory.Lease lease = Memory.Enter(this);
        for (int i = 0; i < examples.Count; i++)
        {
            Expect.Values(examples[i].Target, Elements, nameof(FaceExample.Target));
        }

        Begin(part, examples.Count);
        Array.Clear(_fullSums);
        Array.Clear(_eyeMouthSums);
        for (int i = 0; i < examples.Count; i++)
        {
            _target = examples[i].Target;
            _elements = Elements * part.BatchSize;
            DrawRuns(samplingSeed, part.First + i);
            RunExample(part.First + i, examples[i].Pose);
        }

        double elements = (double)Elements * part.BatchSize;
        return new FaceLoss(_fullSums.Sum() / elements, EyeMouthWeight * _eyeMouthSums.Sum() / elements);
    }

    protected override void RunBand(int phase, int turn, int worker)
    {
        int first = Groups * turn / ExampleBands, end = Groups * (turn + 1) / ExampleBands;
        for (int group = first; group < end; group++)
        {
            int run = group * TrainingScratch.GroupTiles;
            RunGroup(turn, _runs.AsSpan(run, Math.Min(TrainingScratch.GroupTiles, _runCount - run)), _scratch[worker]);
        }
    }

    private void DrawRuns(ulong seed, int place)
    {
        _runCount = 0;
        for (int run = 0; run < _runs.Length; run++)
        {
            float weight = _sampler.Draw(seed, place, run);
            if (weight != 0f)
            {
                _runs[_runCount++] = new FaceRun(run / RunsPerRow, run % RunsPerRow * Tile.Pixels, weight);
            }
        }
    }

    private void RunGroup(int band, ReadOnlySpan<FaceRun> group, TrainingScratch scratch)
    {
        for (int tile = 0; tile < group.Length; tile++)
        {
            int pixel = tile * Tile.Pixels;
            for (int i = 0; i < Tile.Pixels; i += Tile.SegmentPixels)
            {
                _level.Input.CopyPositions(new TileOrigin(group[tile].Row, group[tile].Column + i), scratch.X + pixel + i, scratch.Y + pixel + i);
            }

            _level.Input.FromPosition<TLanes, TVector>(scratch.X + pixel, scratch.Y + pixel, scratch.Sines + _level.Offset(0, tile));
        }

        LevelPass<TLanes, TVector>.ForwardWithCosines(_level, group.Length, scratch);
        LevelPass<TLanes, TVector>.MultiplyProduct(_level, group.Length, scratch);
        for (int tile = 0; tile < group.Length; tile++)
        {
            AddLoss(band, group[tile], scratch.Gradient + (tile * _level.GradientFloats));
        }

        LevelPass<TLanes, TVector>.Backward(_level, band, group.Length, scratch);
    }

    // Replaces the outputs by their gradient.
    private void AddLoss(int band, FaceRun run, float* outputs)
    {
        float step = run.Weight / _elements;
        (double full, double eyeMouth) = (0, 0);
        for (int i = 0; i < Tile.Pixels; i++)
        {
            int pixel = (run.Row * Size) + run.Column + i;
            float mask = _mask[pixel];
            float* color = outputs + i;
            for (int channel = 0; channel < 4; channel++, color += Tile.Pixels)
            {
                float error = *color - _target[(channel * Size * Size) + pixel];
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
