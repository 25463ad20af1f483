using Bunraku.Core.Checkpoints;
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

        public FaceLoss TakeStep(IReadOnlyList<FaceExample> batch, double learningRate, ulong samplingSeed)
        {
            Learn(batch.Select(example => (example.Pose, example.Target)), learningRate, 0);
            return new FaceLoss(backend.Loss(), 0.5);
        }

        public BodyLoss TakeStep(IReadOnlyList<BodyExample> batch, BodyLossWeights weights, double learningRate, ulong samplingSeed)
        {
            Learn(batch.Select(example => (example.Pose, example.Posed)), learningRate, samplingSeed);
            return new BodyLoss(backend.Loss(), weights.Warped, weights.GridChange, weights.ColorChange);
        }

        public StateDict CopyWeights() => Copy(_weights);

        public AdamState CopyOptimizer() => new(_steps, Copy(_first), Copy(_second), optimizer.Preconditioners);

        public StateDict CopyGradients() => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private void Learn(IEnumerable<(Pose Pose, float[] Target)> batch, double learningRate, ulong samplingSeed)
        {
            backend.OnStep(learningRate);
            _steps++;
            foreach ((Pose pose, float[] target) in batch)
            {
                for (int k = 0; k < _weights.Entries.Count; k++)
                {
                    (string name, Tensor weight) = _weights.Entries[k];
                    float gradient = (pose[k % 45] * weight.Values[0]) + (2 * target[(k + 7) % 45]) + ((samplingSeed % 1000) * 1e-3f) + (_steps * 0.01f);
                    ref float first = ref _first[name].Values[0];
                    ref float second = ref _second[name].Values[0];
                    first = (0.9f * first) + (0.1f * gradient);
                    second = (0.99f * second) + (0.01f * gradient * gradient);
                    weight.Values[0] -= (float)learningRate * first / (MathF.Sqrt(second) + 1e-3f);
                }
            }
        }
    }
}
