using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The face network in training: each band takes its rows of all examples forward and back.</summary>
internal sealed unsafe class FaceTrainer<TLanes, TVector> : StudentTrainer<TLanes, TVector>, IFaceTrainer
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Size = 128;
    private const int Elements = 4 * Size * Size;
    private const int BandRows = Size / Bands.Count;
    private const int TilesPerRow = Size / Tile.Pixels;
    private const double EyeMouthWeight = 20;
    // Sums of gradients 9 MB, weights 4 MB; a worker 6 MB.
    private const int SharedFloats = 5 << 20;
    private const int WorkerFloats = 3 << 19;
    private readonly TrainedLevel _level;
    private readonly TrainingScratch[] _scratch;
    private readonly float[] _mask;
    private readonly float[][] _targets = new float[Batch.MaximumSize][];
    private readonly double[] _fullSums = new double[Bands.Count];
    private readonly double[] _eyeMouthSums = new double[Bands.Count];

    public FaceTrainer(StateDict weights, AdamState optimizer, float[] mask, int threads)
        : base(StudentNetworks.Face, weights, optimizer, SharedFloats + (threads * WorkerFloats), threads)
    {
        _mask = [.. mask];
        _level = CreateLevel(first: 0, StudentNetworks.Face.Length - 1, Size);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new TrainingScratch(_level.Floats, Memory))];
        Pack();
    }

    protected override int ExamplePhases => 1;

    /// <inheritdoc/>
    public FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate)
    {
        Batch.Begin(batch.Count);
        for (int example = 0; example < batch.Count; example++)
        {
            Expect.Values(batch[example].Target, Elements, nameof(FaceExample.Target));
            Batch.Set(example, batch[example].Pose);
            _targets[example] = batch[example].Target;
        }

        Array.Clear(_fullSums);
        Array.Clear(_eyeMouthSums);
        Run(learningRate);
        double elements = (double)Elements * batch.Count;
        return new FaceLoss(_fullSums.Sum() / elements, EyeMouthWeight * _eyeMouthSums.Sum() / elements);
    }

    protected override void RunBand(int phase, int turn, int worker)
    {
        for (int example = 0; example < Batch.Size; example++)
        {
            for (int row = turn * BandRows; row < (turn + 1) * BandRows; row++)
            {
                RunRow(example, turn, row, _scratch[worker]);
            }
        }
    }

    // A row is a group of four tiles.
    private void RunRow(int example, int band, int row, TrainingScratch scratch)
    {
        for (int column = 0; column < Size; column += Tile.SegmentPixels)
        {
            _level.Input.CopyPositions(new TileOrigin(row, column), scratch.X + column, scratch.Y + column);
        }

        for (int tile = 0; tile < TilesPerRow; tile++)
        {
            int pixel = tile * Tile.Pixels;
            _level.Input.FromPosition<TLanes, TVector>(example, scratch.X + pixel, scratch.Y + pixel, scratch.Sines + _level.Offset(0, tile));
        }

        LevelPass<TLanes, TVector>.ForwardWithCosines(_level, example, TilesPerRow, scratch);
        LevelPass<TLanes, TVector>.MultiplyProduct(_level, TilesPerRow, scratch);
        AddLoss(example, band, row, scratch.Gradient);
        LevelPass<TLanes, TVector>.Backward(_level, example, band, TilesPerRow, scratch);
    }

    // Replaces the outputs by their gradient.
    private void AddLoss(int example, int band, int row, float* outputs)
    {
        float step = 1f / (Elements * Batch.Size);
        (double full, double eyeMouth) = (0, 0);
        for (int column = 0; column < Size; column++)
        {
            float mask = _mask[(row * Size) + column];
            float* color = outputs + (column / Tile.Pixels * _level.GradientFloats) + (column % Tile.Pixels);
            for (int channel = 0; channel < 4; channel++, color += Tile.Pixels)
            {
                float error = *color - _targets[example][(((channel * Size) + row) * Size) + column];
                full += MathF.Abs(error);
                eyeMouth += MathF.Abs(error * mask);
                float direction = error > 0f ? 1f : error < 0f ? -1f : 0f;
                *color = direction * step * (1f + ((float)EyeMouthWeight * MathF.Abs(mask)));
            }
        }

        _fullSums[band] += full;
        _eyeMouthSums[band] += eyeMouth;
    }
}
