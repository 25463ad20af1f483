namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Waits for what other threads do, as long as it takes and ten seconds at most.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, $"Not within {Limit.TotalSeconds} seconds: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken);
        }
    }
}
