using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Runs a source for the length of a test.</summary>
internal sealed class RunningFaceSource : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RunningFaceSource(IFaceSource source)
    {
        Source = source;
        _run = Task.Run(() => source.RunAsync(_stop.Token));
    }

    public IFaceSource Source { get; }

    public SourceStatistics Statistics => Source.Statistics;

    public FacePose? Face => Source.Latest.Current;

    /// <summary>The port the source listens on, once it does.</summary>
    public async Task<int> PortAsync()
    {
        await Eventually.HoldsAsync(() => Statistics.LocalPort != 0, "the source listens");
        return Statistics.LocalPort;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(Eventually.Limit);
        _stop.Dispose();
        Assert.Equal(SourceState.Stopped, Statistics.State);
    }
}
