using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;
using CoreTensor = Bunraku.Core.Checkpoints.Tensor;

namespace Bunraku.Torch.Teachers;

/// <summary>The teacher bound to one picture.</summary>
internal sealed class TeacherPoser : TorchObject, ITeacherPoser
{
    /// <summary>In the face morpher's 192 x 192: what a student's face network learns.</summary>
    private const int StudentFaceTop = 48;
    private const int StudentFaceLeft = 32;

    private readonly TeacherNetworkSet _networks;
    private readonly TeacherStages _stages;
    private readonly string _name;

    public TeacherPoser(TeacherNetworkSet networks, CharacterPicture picture)
    {
        _networks = networks;
        _stages = TorchThread.Run(() => new TeacherStages(networks, picture));
        _name = $"The picture of the teacher tha4 ({networks.Placement.Name})";
    }

    /// <inheritdoc cref="TeacherStages.Runs"/>
    public StageRuns Runs => _stages.Runs;

    public void Render(Pose pose, PosedFrame frame) => Draw(() =>
    {
        RenderHere(pose, frame);
        return frame;
    });

    public CoreTensor Render(Pose pose, TeacherOutput output) => Draw(() => RenderHere(pose, output));

    /// <summary>An output as libtorch has it, for tests in float64; a copy that is the caller's.</summary>
    internal Tensor RenderTensor(Pose pose, TeacherOutput output) => Run(() =>
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        return _stages.Output(pose, output).clone().DetachFromDisposeScope();
    });

    protected override void Free() => _stages.Dispose();

    private T Draw<T>(Func<T> render) => Run(() =>
    {
        _networks.ThrowIfDisposed();
        T rendered = render();
        KeptMemory.OfProcess.AfterPose();
        return rendered;
    });

    private CoreTensor RenderHere(Pose pose, TeacherOutput output)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        float[] values = new float[output.Channels * output.Size * output.Size];
        CopyTo(_stages.Output(pose, output), values);
        return new CoreTensor([output.Channels, output.Size, output.Size], values);
    }

    private void RenderHere(Pose pose, PosedFrame frame)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (frame.Parts.HasFlag(FrameParts.Face))
        {
            (int height, int width) = (FaceCrop.Student.Height, FaceCrop.Student.Width);
            CopyTo(_stages.MorphFace(pose).Picture.narrow(2, StudentFaceTop, height).narrow(3, StudentFaceLeft, width), frame.Face);
        }

        if (frame.Request.IsFaceOnly)
        {
            return;
        }

        frame.Extent = PosedFrame.WholeExtent;
        BodyOutputs body = _stages.Upscale(pose);
        CopyTo(body.Merged, frame.Blended);
        CopyPart(FrameParts.Alpha, body.Alpha, frame.Alpha);
        CopyPart(FrameParts.Warped, body.Warped, frame.Warped);
        CopyPart(FrameParts.GridChange, body.GridChange, frame.GridChange);
        CopyPart(FrameParts.ColorChange, body.Direct, frame.ColorChange);
        CopyPart(FrameParts.FaceMorphed, _stages.MorphFaceInPicture(pose), frame.FaceMorphed);

        void CopyPart(FrameParts part, Tensor tensor, float[] values)
        {
            if (frame.Parts.HasFlag(part))
            {
                CopyTo(tensor, values);
            }
        }
    }

    private void CopyTo(Tensor tensor, Span<float> values)
    {
        TensorTransfer.CopyTo(tensor, values);
        FiniteValues.Require(values, _name);
    }
}
