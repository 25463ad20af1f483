using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;
using Bunraku.Siren.Tests.Engine;

namespace Bunraku.Siren.Tests.SelfTest;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class FixedKernelSelfTests
{
    [Fact]
    public void Every_width_of_this_processor_passes() => Assert.All(FixedPointTests.Widths, width =>
    {
        Assert.Null(SimdWidths.OfferedForFixedPoint(width)!.Run(new FixedKernelTest()));
        Assert.NotNull(FixedWidths.At(width));
    });

    [Theory]
    [InlineData(nameof(FaultyFixedLanes.Broadcast))]
    [InlineData(nameof(FaultyFixedLanes.MultiplyAdd))]
    [InlineData(nameof(FaultyFixedLanes.Round))]
    [InlineData(nameof(FaultyFixedLanes.ToFloats))]
    [InlineData(nameof(FaultyFixedLanes.AsFloats))]
    [InlineData(nameof(FaultyFixedLanes.ShiftLeft))]
    [InlineData(nameof(FaultyFixedLanes.HighToLow))]
    [InlineData(nameof(FaultyFixedLanes.LowToHigh))]
    [InlineData(nameof(FaultyFixedLanes.Merge))]
    [InlineData(nameof(FaultyFixedLanes.Broadcast16))]
    [InlineData(nameof(FaultyFixedLanes.Add16))]
    [InlineData(nameof(FaultyFixedLanes.Subtract16))]
    [InlineData(nameof(FaultyFixedLanes.AddSaturated16))]
    [InlineData(nameof(FaultyFixedLanes.SubtractSaturated16))]
    [InlineData(nameof(FaultyFixedLanes.Absolute16))]
    [InlineData(nameof(FaultyFixedLanes.Multiply16))]
    public void A_wrong_operation_is_found(string operation)
    {
        FaultyFixedLanes.Break(null);
        Assert.Null(Run());
        FaultyFixedLanes.Break(operation);
        Assert.NotNull(Run());
    }

    private static string? Run() => new FixedKernelTest().Run<FaultyFixedLanes, int, LanesScalar, float>();
}
