using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>Tells of every pose once it is drawn, so that somebody else can follow.</summary>
/// <param name="poser">Draws; owned.</param>
/// <param name="drawn">Told of the pose.</param>
internal sealed class EchoPoser(IPoser poser, Action<Pose> drawn) : IPoser
{
    public void Render(Pose pose, PosedFrame frame)
    {
        poser.Render(pose, frame);
        drawn(pose);
    }

    public void Dispose() => poser.Dispose();
}
