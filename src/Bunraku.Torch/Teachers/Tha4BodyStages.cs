using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Networks;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>THA4's networks of the body on one picture.</summary>
internal sealed class Tha4BodyStages(Tha4BodyNetworks networks, FaceStages face) : BodyStages
{
    private readonly StageCache<NormCondition> _bodyCondition = new();
    private readonly StageCache<NormCondition> _upscalerCondition = new();
    private readonly StageCache<BodyOutputs> _body = new();
    private readonly StageCache<BodyOutputs> _upscaled = new();

    public override StageRuns Runs => new(0, 0, 0, 0, 0, _bodyCondition.Runs, _body.Runs, _upscaled.Runs);

    public override PosedTensors Pose(Pose pose)
    {
        BodyOutputs body = Upscale(pose);
        return new PosedTensors(body.Merged, body.Warped, body.GridChange, face.MorphFaceInPicture(pose), (body.Alpha, body.Direct));
    }

    public override Tensor Output(Pose pose, TeacherOutput output) => (output.Part == TeacherPart.Upscaler ? Upscale(pose) : MorphBody(pose)).Tensors[output.Place];

    public override void Dispose()
    {
        foreach (IDisposable cache in (IDisposable[])[_bodyCondition, _upscalerCondition, _body, _upscaled])
        {
            cache.Dispose();
        }
    }

    /// <summary>Head and body posed, at half resolution.</summary>
    private BodyOutputs MorphBody(Pose pose)
    {
        Tensor picture = face.MorphFaceInPicture(pose);
        NormCondition condition = _bodyCondition.Get(PoseParts.Rotation(pose), () => networks.Body.Condition(face.ToTensor(PoseParts.Rotation(pose))));
        return _body.Get(pose.Values, () => networks.Body.Apply(Halve(picture), condition));
    }

    /// <summary>Everything posed.</summary>
    private BodyOutputs Upscale(Pose pose)
    {
        Tensor picture = face.MorphFaceInPicture(pose);
        BodyOutputs coarse = MorphBody(pose);
        NormCondition condition = _upscalerCondition.Get(PoseParts.Rotation(pose), () => networks.Upscaler.Condition(face.ToTensor(PoseParts.Rotation(pose))));
        return _upscaled.Get(pose.Values, () => networks.Upscaler.Apply(picture, Double(coarse.Merged), Double(coarse.GridChange), condition));
    }
}
