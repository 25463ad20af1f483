using Bunraku.Core.Errors;
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
    private readonly TeacherNetworkSet _networks;
    private readonly FaceStages _face;
    private readonly BodyStages _body;
    private readonly Phrase _name;

    public TeacherPoser(TeacherNetworkSet networks, CharacterPicture picture)
    {
        _networks = networks;
        _face = TorchThread.Run(() => new FaceStages(networks, picture));
        _body = networks.Body.Open(_face);
        _name = Phrase.Of($"The picture of the teacher {networks.Family.Name} ({networks.Placement.Name})");
    }

    /// <summary>How often each stage was computed, for tests.</summary>
    public StageRuns Runs => _face.Runs with { Conditions = _body.Runs.Conditions, Body = _body.Runs.Body, Upscaler = _body.Runs.Upscaler };

    public void Render(Pose pose, PosedFrame frame) => Draw(() =>
    {
        RenderHere(pose, frame);
        return frame;
    });

    public CoreTensor Render(Pose pose, TeacherOutput output) => Draw(() => RenderHere(pose, output));

    /// <summary>An output as the networks have it, also with straight alpha, for tests in float64; a copy that is the caller's.</summary>
    internal Tensor RenderTensor(Pose pose, TeacherOutput output) => Run(() =>
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        return Output(pose, output).clone().DetachFromDisposeScope();
    });

    protected override void Free()
    {
        _body.Dispose();
        _face.Dispose();
    }

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
        Tensor tensor = Output(pose, output);
        CopyTo(_networks.Family.HasStraightAlpha && output.Kind == TeacherOutputKind.Picture ? PictureOperations.Premultiply(tensor) : tensor, values);
        return new CoreTensor([output.Channels, output.Size, output.Size], values);
    }

    private Tensor Output(Pose pose, TeacherOutput output) => output.Part is TeacherPart.Upscaler or TeacherPart.BodyMorpher or TeacherPart.Editor or TeacherPart.Rotator
        ? _body.Output(pose, output)
        : _face.Output(pose, output);

    private void RenderHere(Pose pose, PosedFrame frame)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (frame.Parts.HasFlag(FrameParts.Face))
        {
            Tensor face = FaceStages.Crop(_face.MorphFace(pose).Picture, TeacherCrops.StudentInFace);
            CopyTo(_networks.Family.HasStraightAlpha ? PictureOperations.Premultiply(face) : face, frame.Face);
        }

        if (frame.Request.IsFaceOnly)
        {
            return;
        }

        frame.Extent = PosedFrame.WholeExtent;
        PosedTensors posed = _body.Pose(pose);
        CopyTo(posed.Blended, frame.Blended);
        CopyPart(FrameParts.Warped, posed.Warped, frame.Warped);
        CopyPart(FrameParts.GridChange, posed.GridChange, frame.GridChange);
        CopyPart(FrameParts.FaceMorphed, posed.FaceMorphed, frame.FaceMorphed);
        CopyPart(FrameParts.Alpha, posed.Blend?.Alpha, frame.Alpha);
        CopyPart(FrameParts.ColorChange, posed.Blend?.Colors, frame.ColorChange);

        void CopyPart(FrameParts part, Tensor? tensor, float[] values)
        {
            if (frame.Parts.HasFlag(part))
            {
                CopyTo(tensor ?? throw new NotSupportedException($"{_networks.Family.Name} blends every channel with another weight, so a frame of it has no part {part}."), values);
            }
        }
    }

    private void CopyTo(Tensor tensor, Span<float> values)
    {
        TensorTransfer.CopyTo(tensor, values);
        FiniteValues.Require(values, _name);
    }
}
