using System.Diagnostics;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>Waits for something that another thread brings about.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"Waited in vain: {what}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
