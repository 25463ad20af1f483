using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Teachers;

/// <summary>Poses and what the teacher drew for them.</summary>
/// <param name="frames">A frame for each pose.</param>
internal sealed class TeacherBatch(PosedFrame[] frames)
{
    public PosedFrame[] Frames { get; } = frames;

    public Pose[] Poses { get; } = [.. Enumerable.Repeat(Pose.Rest, frames.Length)];

    public int Count => Frames.Length;
}
