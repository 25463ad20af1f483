using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>The networks of the body on one picture: what differs between the families. They build on the <see cref="FaceStages"/>.</summary>
internal abstract class BodyStages : IDisposable
{
    /// <summary>How often the stages were computed, for tests; those of the face are 0.</summary>
    public abstract StageRuns Runs { get; }

    /// <summary>Everything posed, as a frame takes it. The caller must not dispose of the tensors; its dispose scope may own them.</summary>
    public abstract PosedTensors Pose(Pose pose);

    /// <summary>An output of one of the two networks, as a tensor that the caller must not dispose of, or one of the caller's dispose scope.</summary>
    public abstract Tensor Output(Pose pose, TeacherOutput output);

    public abstract void Dispose();
}
