using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Tests;

/// <summary>A teacher that is a function, and counts how often it draws.</summary>
internal sealed class PoserSketch(Action<Pose, PosedFrame> draw) : IPoser
{
    public int Frames { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Render(Pose pose, PosedFrame frame)
    {
        Frames++;
        draw(pose, frame);
    }

    public void Dispose() => IsDisposed = true;
}
