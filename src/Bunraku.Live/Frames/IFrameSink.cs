namespace Bunraku.Live.Frames;

/// <summary>Where the frames of a viewer go: a page, a test, a virtual camera. A sink that is gone says so and does not throw.</summary>
public interface IFrameSink
{
    /// <summary>Sends a message as <see cref="FrameMessage"/> describes it. Called for one frame at a time.</summary>
    /// <returns>False when the sink is gone.</returns>
    ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Waits until the sink has shown one more frame.</summary>
    /// <returns>False when the sink is gone.</returns>
    ValueTask<bool> WaitForAcknowledgementAsync(CancellationToken cancellationToken);
}
