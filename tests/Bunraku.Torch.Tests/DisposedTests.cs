using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Training;
using Bunraku.TestSupport;
using Bunraku.Torch.Teachers;
using Bunraku.Torch.Tests.Training;
using Bunraku.Torch.Training;

namespace Bunraku.Torch.Tests;

/// <summary>libtorch's memory is never used after it was freed, and whoever tries is told so by the usual exception.</summary>
public sealed class DisposedTests
{
    private static readonly CharacterPicture Picture = new(new float[4 * CharacterPicture.Size * CharacterPicture.Size]);

    [Fact]
    public void Every_call_of_a_poser_after_its_disposal_is_refused()
    {
        var poser = new TeacherPoser(SyntheticTeacher.Networks, Picture);
        poser.Dispose();
        poser.Dispose();

        Refused(poser);
    }

    [Fact]
    public void A_poser_is_refused_once_the_networks_are_gone_and_no_other_is_opened()
    {
        using var system = new TeacherSystem(SyntheticTeacher.Create(TorchSharp.torch.ScalarType.Float32), notice: null);
        using ITeacherPoser poser = system.Open(Picture);
        poser.Render(Pose.Rest, PosedFrame.FaceOnly());
        system.Dispose();

        Refused(poser);
        Assert.Throws<ObjectDisposedException>(() => system.Open(Picture));
    }

    [Fact]
    public void Every_call_of_a_trainer_after_its_disposal_is_refused()
    {
        using ITrainingBackend backend = new TorchTrainingBackendLoader().Open("cpu");
        StateDict face = RandomStudent.Weights(StudentNetworks.FaceTensors, seed: 1);
        StateDict body = RandomStudent.Weights(StudentNetworks.BodyTensors, seed: 1);
        IFaceTrainer faceTrainer = backend.OpenFace(face, AdamState.NewFor(face), TrainingGoldenExamples.FaceMask());
        IBodyTrainer bodyTrainer = backend.OpenBody(body, AdamState.NewFor(body), sampling: null);
        foreach (IStudentTrainer trainer in (IStudentTrainer[])[faceTrainer, bodyTrainer])
        {
            trainer.Dispose();
            trainer.Dispose();

            Assert.Throws<ObjectDisposedException>(trainer.CopyWeights);
            Assert.Throws<ObjectDisposedException>(trainer.CopyOptimizer);
            Assert.Throws<ObjectDisposedException>(trainer.CopyGradients);
        }

        Assert.Throws<ObjectDisposedException>(() => faceTrainer.TakeStep([new FaceExample(Pose.Rest, TrainingGoldenExamples.FaceTarget(0))], 1e-4));
        Assert.Throws<ObjectDisposedException>(() => bodyTrainer.TakeStep([], new BodyLossWeights(1, 1, 1, 1), 1e-4, samplingSeed: 0));
    }

    private static void Refused(ITeacherPoser poser)
    {
        Assert.Throws<ObjectDisposedException>(() => poser.Render(Pose.Rest, PosedFrame.FaceOnly()));
        Assert.Throws<ObjectDisposedException>(() => poser.Render(Pose.Rest, TeacherFamily.Tha4.Posed));
    }
}
