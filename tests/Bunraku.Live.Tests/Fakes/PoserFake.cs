using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>Paints the whole frame white, with the pose's head_x as alpha.</summary>
internal sealed class PoserFake : IPoser
{
    private int _rendered;

    public int Rendered => Volatile.Read(ref _rendered);

    public bool IsDisposed { get; private set; }

    public Exception? Failure { get; set; }

    public void Render(Pose pose, PosedFrame frame)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        float alpha = pose["head_x"];
        int pixels = frame.Blended.Length / 4;
        frame.Blended.AsSpan(0, 3 * pixels).Fill((2 * alpha) - 1);
        frame.Blended.AsSpan(3 * pixels).Fill((2 * alpha) - 1);
        Interlocked.Increment(ref _rendered);
    }

    public void Dispose() => IsDisposed = true;
}
