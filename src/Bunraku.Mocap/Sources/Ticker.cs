namespace Bunraku.Mocap.Sources;

/// <summary>Does something at once and then in the rhythm of <see cref="SourceTiming.Tick"/>.</summary>
internal static class Ticker
{
    /// <summary>Runs until told to stop and then returns.</summary>
    public static async Task RunAsync(TimeProvider clock, Action action, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SourceTiming.Tick, clock);
        try
        {
            do
            {
                action();
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being told to stop is how it ends.
        }
    }
}
