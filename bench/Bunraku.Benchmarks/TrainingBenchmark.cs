using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Plugins;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Siren;
using Bunraku.Siren.Support;
using Bunraku.Siren.Training;

namespace Bunraku.Benchmarks;

/// <summary>Lets training steps of the engine and of libtorch take turns in one process: one example a step, of a character that imitates itself.</summary>
internal static class TrainingBenchmark
{
    private const int Size = CharacterPicture.Size;
    private const double LearningRate = 1e-4;

    private static readonly BodyLossWeights LossWeights = new(0.25, 0.25, 0.5, 2);

    /// <param name="named">Whose networks continue being trained; null for synthetic ones.</param>
    /// <param name="threads">Threads of both.</param>
    /// <param name="simd">The engine's SIMD width, or null for the widest.</param>
    /// <param name="sampling">The probabilities of blocks inside and outside the support.</param>
    /// <param name="duration">How long the rounds continue.</param>
    /// <param name="progress">Told what happens next.</param>
    /// <exception cref="Core.Errors.BadInputException">libtorch or the SIMD width is not available on this machine.</exception>
    public static TrainingReport Run(CharacterModel? named, int threads, SimdWidth? simd, (double Inside, double Outside) sampling, TimeSpan duration, Action<string> progress)
    {
        using ITrainingBackend libtorch = TorchPlugin.Create<ITrainingBackendLoader>().Open("cpu", threads);
        progress(libtorch.Notice ?? "libtorch's arithmetic was checked");
        using var engine = new SimdTrainingBackend(new SimdTrainingOptions { Threads = threads, Simd = simd });
        progress("Finding the support mask and drawing examples");
        CharacterModel character = named ?? SyntheticCharacter();
        SupportMask mask = named is null ? Ellipse() : StudentPoser.FindMask(character, new StudentPoserOptions { Threads = threads, Simd = simd });
        (BodyExample[] bodies, FaceExample[] faces) = Draw(character);
        using Contestants body = new(), face = new();
        Samples bodyTorch = Add(libtorch, null), bodySimd = Add(engine, null), bodySparse = Add(engine, new TileSampling(mask, sampling.Inside, sampling.Outside));
        Samples faceTorch = AddFace(libtorch, null), faceSimd = AddFace(engine, null), faceSparse = AddFace(engine, FaceSampling.Usual);
        var peak = new Samples();

        progress("Warming up");
        body.TakeTurns(keep: false);
        face.TakeTurns(keep: false);
        progress($"Taking turns for {duration.TotalSeconds:0} s");
        long start = Stopwatch.GetTimestamp();
        while (bodyTorch.Count < BenchSettings.LeastRounds(duration, usual: 3) || Stopwatch.GetElapsedTime(start) < duration)
        {
            body.TakeTurns(keep: true);
            face.TakeTurns(keep: true);
            peak.Add(FmaPeak.MeasureGflops(threads));
        }

        return new TrainingReport
        {
            Threads = threads,
            Runtime = RuntimeInformation.FrameworkDescription,
            Simd = SimdNames.Of(engine.Simd),
            Rounds = bodyTorch.Count,
            BodyTorchMs = bodyTorch.Median,
            BodySimdMs = bodySimd.Median,
            BodySimdSparseMs = bodySparse.Median,
            FaceTorchMs = faceTorch.Median,
            FaceSimdMs = faceSimd.Median,
            FaceSimdSparseMs = faceSparse.Median,
            FmaPeakGflops = peak.Median,
            MaskCoverage = mask.Coverage,
            Inside = sampling.Inside,
            Outside = sampling.Outside,
            FaceMask = FaceSampling.Usual.Mask,
            FaceRest = FaceSampling.Usual.Rest,
        };

        Samples Add(ITrainingBackend backend, TileSampling? blocks)
        {
            IBodyTrainer trainer = backend.OpenBody(character.Weights.Body, AdamState.NewFor(character.Weights.Body), blocks);
            ulong seed = 0;
            return body.Add(trainer, () => trainer.TakeStep([bodies[seed % (ulong)bodies.Length]], LossWeights, LearningRate, seed++));
        }

        Samples AddFace(ITrainingBackend backend, FaceSampling? runs)
        {
            float[] eyesAndMouth = new float[FaceCrop.Student.Width * FaceCrop.Student.Height];
            eyesAndMouth.AsSpan(0, eyesAndMouth.Length / 3).Fill(1);
            IFaceTrainer trainer = backend.OpenFace(character.Weights.Face, AdamState.NewFor(character.Weights.Face), eyesAndMouth, runs);
            ulong seed = 0;
            return face.Add(trainer, () => trainer.TakeStep([faces[seed % (ulong)faces.Length]], LearningRate, seed++));
        }
    }

    private static CharacterModel SyntheticCharacter() => new(
        "synthetic",
        new CharacterPicture(new float[4 * Size * Size]),
        new StudentWeights(SyntheticWeights.StudentFace(), SyntheticWeights.StudentBody()));

    /// <summary>A mask as large as that of a published character, 38 % of the frame: synthetic networks draw noise everywhere.</summary>
    private static SupportMask Ellipse()
    {
        const double HalfWidth = 0.22 * Size, HalfHeight = 0.55 * Size;
        var pixels = new BitArray(Size * Size);
        for (int i = 0; i < pixels.Length; i++)
        {
            double x = ((i % Size) - (0.5 * Size)) / HalfWidth, y = ((i / Size) - (0.55 * Size)) / HalfHeight;
            pixels[i] = (x * x) + (y * y) < 1;
        }

        return new SupportMask(pixels);
    }

    private static (BodyExample[] Bodies, FaceExample[] Faces) Draw(CharacterModel character)
    {
        const FrameParts Parts = FrameParts.FaceMorphed | FrameParts.Warped | FrameParts.GridChange | FrameParts.Face;
        using var poser = new StudentPoser(character);
        Pose[] poses = RandomPoses.Draw(seed: 11, count: 4);
        PosedFrame[] frames = [.. poses.Select(pose =>
        {
            var frame = new PosedFrame(Parts);
            poser.Render(pose, frame);
            return frame;
        })];
        return (
            [.. poses.Zip(frames, (pose, frame) => new BodyExample(pose, frame.FaceMorphed, frame.Blended, frame.Warped, frame.GridChange))],
            [.. poses.Zip(frames, (pose, frame) => new FaceExample(pose, frame.Face))]);
    }

    /// <summary>Trainers that take turns.</summary>
    private sealed class Contestants : IDisposable
    {
        private readonly List<(IStudentTrainer Trainer, Action Step, Samples Milliseconds)> _all = [];

        public Samples Add(IStudentTrainer trainer, Action step)
        {
            var milliseconds = new Samples();
            _all.Add((trainer, step, milliseconds));
            return milliseconds;
        }

        public void TakeTurns(bool keep)
        {
            foreach ((_, Action step, Samples milliseconds) in _all)
            {
                long start = Stopwatch.GetTimestamp();
                step();
                if (keep)
                {
                    milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        public void Dispose()
        {
            foreach ((IStudentTrainer trainer, _, _) in _all)
            {
                trainer.Dispose();
            }
        }
    }
}
