using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Core.Poses;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>
/// Trains nothing, but so that every value it is given and the order of all steps leave their mark in weights and moments: what a resumed run got
/// wrong would show.
/// </summary>
internal sealed class FakeBackend : ITrainingBackend
{
    public string Name => "fake";

    /// <summary>Called before every step, with the learning rate.</summary>
    public Action<double> OnStep { get; set; } = _ => { };

    /// <summary>What the loss of every step is.</summary>
    public Func<double> Loss { get; set; } = () => 1;

    public IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling = null) => new Trainer(this, weights, optimizer);

    public IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling) => new Trainer(this, weights, optimizer);

    public void Dispose()
    {
    }

    private static StateDict Copy(StateDict tensors) =>
        new(tensors.Entries.Select(entry => KeyValuePair.Create(entry.Key, new Tensor(entry.Value.Shape, [.. entry.Value.Values]))));

    private sealed class Trainer(FakeBackend backend, StateDict weights, AdamState optimizer) : IFaceTrainer, IBodyTrainer
    {
        private readonly StateDict _weights = Copy(weights);
        private readonly StateDict _first = Copy(optimizer.First);
        private readonly StateDict _second = Copy(optimizer.Second);
        private long _steps = optimizer.Steps;
        private List<float[]> _sums = [];

        public int GradientFloats => _weights.Entries.Count;

        public FaceLoss ComputeGradient(IReadOnlyList<FaceExample> examples, BatchPart part, ulong samplingSeed)
        {
            Compute(examples.Select(example => (example.Pose, example.Target)), part, 0);
            return new FaceLoss(backend.Loss() * part.Count / part.BatchSize, 0.5 * part.Count / part.BatchSize);
        }

        public BodyLoss ComputeGradient(IReadOnlyList<BodyExample> examples, BatchPart part, BodyLossWeights weights, ulong samplingSeed)
        {
            Compute(examples.Select(example => (example.Pose, example.Posed)), part, samplingSeed);
            double share = (double)part.Count / part.BatchSize;
            return new BodyLoss(backend.Loss() * share, weights.Warped * share, weights.GridChange * share, weights.ColorChange * share);
        }

        public void CopySums(Span<float> target) => _sums.SelectMany(sum => sum).ToArray().CopyTo(target);

        public void SetGradient(ReadOnlySpan<float> gradient) => _sums = [gradient.ToArray()];

        public void Apply(double learningRate)
        {
            backend.OnStep(learningRate);
            _steps++;
            for (int k = 0; k < GradientFloats; k++)
            {
                (string name, Tensor weight) = _weights.Entries[k];
                ref float first = ref _first[name].Values[0];
                ref float second = ref _second[name].Values[0];
                first = (0.9f * first) + (0.1f * _sums[0][k]);
                second = (0.99f * second) + (0.01f * _sums[0][k] * _sums[0][k]);
                weight.Values[0] -= (float)learningRate * first / (MathF.Sqrt(second) + 1e-3f);
            }
        }

        public StateDict CopyWeights() => Copy(_weights);

        public AdamState CopyOptimizer() => new(_steps, Copy(_first), Copy(_second), optimizer.Preconditioners);

        public StateDict CopyGradients() => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private void Compute(IEnumerable<(Pose Pose, float[] Target)> examples, BatchPart part, ulong samplingSeed)
        {
            _sums = [];
            var tree = new SumTree();
            tree.Begin(part.BatchSize);
            int place = part.First;
            foreach ((Pose pose, float[] target) in examples)
            {
                _sums.Add([.. Enumerable.Range(0, GradientFloats).Select(k =>
                    (pose[k % 45] * _weights.Entries[k].Value.Values[0]) + (2 * target[(k + 7) % 45]) + ((samplingSeed % 1000) * 1e-3f) + ((_steps + 1) * 0.01f))]);
                for (int additions = tree.Push(place, ++place); additions > 0; additions--)
                {
                    _sums[^2] = [.. _sums[^2].Zip(_sums[^1], (left, right) => left + right)];
                    _sums.RemoveAt(_sums.Count - 1);
                }
            }
        }
    }
}
