using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Networks;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>THA3's networks of the body on one picture.</summary>
internal sealed class Tha3BodyStages(Tha3BodyNetworks networks, FaceStages face) : BodyStages
{
    private readonly StageCache<RotatorOutputs> _rotated = new();
    private readonly StageCache<EditorOutputs> _edited = new();
    private readonly StageCache<SingleOutput> _premultiplied = new();

    public override StageRuns Runs => new(0, 0, 0, 0, 0, 0, _rotated.Runs, _edited.Runs);

    /// <summary>
    /// A student's pictures are premultiplied. The warped one is made of the premultiplied picture with the posed face: warping and premultiplying do not give the same in the
    /// other order.
    /// </summary>
    public override PosedTensors Pose(Pose pose)
    {
        EditorOutputs edited = Edit(pose);
        Tensor picture = _premultiplied.Get(PoseParts.UpToFace(pose), () => new SingleOutput(Premultiply(face.MorphFaceInPicture(pose)))).Value;
        return new PosedTensors(Premultiply(edited.Picture), networks.Editor.WarpOf(picture, edited.GridChange), edited.GridChange, picture, Blend: null);
    }

    public override Tensor Output(Pose pose, TeacherOutput output) => output.Part switch
    {
        TeacherPart.Editor => Edit(pose).Tensors[output.Place],

        // The first is not needed for anything that follows, so the network's own outputs do not have it.
        _ => output.Place == 0 ? networks.Rotator.Direct(Rotate(pose)) : Rotate(pose).Tensors[output.Place - 1],
    };

    public override void Dispose()
    {
        _rotated.Dispose();
        _edited.Dispose();
        _premultiplied.Dispose();
    }

    /// <summary>Head and body posed, at half resolution.</summary>
    private RotatorOutputs Rotate(Pose pose)
    {
        Tensor picture = face.MorphFaceInPicture(pose);
        return _rotated.Get(pose.Values, () => networks.Rotator.Apply(Halve(picture), face.ToTensor(PoseParts.Rotation(pose))));
    }

    /// <summary>Everything posed.</summary>
    private EditorOutputs Edit(Pose pose)
    {
        Tensor picture = face.MorphFaceInPicture(pose);
        RotatorOutputs coarse = Rotate(pose);
        return _edited.Get(pose.Values, () => networks.Editor.Apply(picture, Double(coarse.Warped), Double(coarse.GridChange), face.ToTensor(PoseParts.Rotation(pose))));
    }
}
