using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>Draws nothing but the values of the pose, at the beginning of each part.</summary>
internal sealed class FakeTeacher : IPoser
{
    public void Render(Pose pose, PosedFrame frame)
    {
        foreach (float[] part in (ReadOnlySpan<float[]>)[frame.Face, frame.Blended, frame.Warped, frame.GridChange, frame.FaceMorphed])
        {
            pose.Values[..Math.Min(pose.Values.Length, part.Length)].CopyTo(part);
        }
    }

    public void Dispose()
    {
    }
}
