using System.Net;
using System.Net.Sockets;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>What the sources over TCP have in common: the counters, and one connection at a time.</summary>
public abstract class TcpFaceSource : IFaceSource
{
    private FaceConversation? _current;

    private protected TcpFaceSource(SourceSetup setup, TimeProvider clock)
    {
        Setup = setup;
        Clock = clock;
        Monitor = new SourceMonitor(setup, clock);
    }

    /// <inheritdoc/>
    public string Name => Setup.Name;

    /// <inheritdoc/>
    public SourceSetup Setup { get; }

    /// <inheritdoc/>
    public LatestFace Latest { get; } = new();

    /// <inheritdoc/>
    public SourceStatistics Statistics => Monitor.Snapshot(Volatile.Read(ref _current)?.Lost);

    private protected TimeProvider Clock { get; }

    private protected SourceMonitor Monitor { get; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task ticking = Ticker.RunAsync(Clock, () => Latest.PublishLoss(Monitor, Clock), ended.Token);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await ConnectAndConverseAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
                {
                    Monitor.Failed(fault);
                    await Task.Delay(SourceTiming.RetryAfter, Clock, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is how a run ends.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ticking.ConfigureAwait(false);
            Monitor.Stopped();
        }
    }

    /// <summary>One round of waiting for or making a connection; it throws only when told to stop.</summary>
    private protected abstract Task ConnectAndConverseAsync(CancellationToken stop);

    /// <summary>Converses over one connection until it ends.</summary>
    private protected async Task ConverseAsync(Socket socket, IFaceProtocol protocol, CancellationToken stop)
    {
        IPAddress phone = LocalSockets.Plain(((IPEndPoint)socket.RemoteEndPoint!).Address);
        var conversation = new FaceConversation(protocol, Setup, Monitor, Latest, Clock);
        Volatile.Write(ref _current, conversation);
        await new PhoneConnection(socket, phone, conversation, Clock).RunAsync(stop).ConfigureAwait(false);
    }
}
