using System.Diagnostics;
using System.Globalization;
using Bunraku.Siren.SelfTest;
using Bunraku.Siren.Training.Simd;

namespace Bunraku.Siren.Tests.SelfTest;

/// <summary>The measurement of docs/performance.md: what the self-tests of the kernels take at their first run in a process, with compilation, and at their second.</summary>
public sealed class SelfTestTime
{
    [Fact(Explicit = true)]
    public void Measure()
    {
        foreach ((SimdWidth width, Lanes.LaneSet lanes) in SimdWidths.Offered().Reverse())
        {
            Report("frames", () => lanes.Run(new ForwardKernelTest()));
            if (SimdWidths.OfferedForFixedPoint(width) is { } fixedLanes)
            {
                Report("frames in fixed point", () => fixedLanes.Run(new FixedKernelTest()));
            }

            Report("training", () => lanes.Run(new TrainingKernelTest()));

            void Report(string what, Func<string?> test)
            {
                double[] times = [.. Enumerable.Range(0, 5).Select(_ =>
                {
                    long clock = Stopwatch.GetTimestamp();
                    Assert.Null(test());
                    return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
                })];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{width}, {what}: first {times[0]:0.0} ms, then {times.Skip(1).Min():0.00} ms"));
            }
        }
    }
}
