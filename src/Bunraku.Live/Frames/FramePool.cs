using System.Collections.Concurrent;

namespace Bunraku.Live.Frames;

/// <summary>The buffers of one stage: as many as were ever needed at once, used again and again.</summary>
internal sealed class FramePool
{
    private readonly ConcurrentBag<FrameBuffer> _free = [];

    /// <summary>The number of buffers that exist.</summary>
    public int Count { get; private set; }

    /// <summary>A buffer that the caller alone holds. Called by the stage's thread only.</summary>
    public FrameBuffer Rent()
    {
        if (!_free.TryTake(out FrameBuffer? buffer))
        {
            buffer = new FrameBuffer(this);
            Count++;
        }

        buffer.Hold();
        return buffer;
    }

    public void Return(FrameBuffer buffer) => _free.Add(buffer);
}
