using Bunraku.Siren.Diagnostics;
using Bunraku.Siren.SelfTest;
using Bunraku.Siren.Training.Simd;

namespace Bunraku.Siren.Tests.SelfTest;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class KernelSelfTests
{
    [Fact]
    public void Every_width_of_this_processor_passes()
    {
        EngineFacts facts = EngineFacts.Find();
        SimdWidth[] offered = [.. Enum.GetValues<SimdWidth>().Where(SimdWidths.IsSupported).OrderDescending()];

        Assert.Equal(offered, facts.Frames.Select(test => test.Width));
        Assert.Equal(offered, facts.Training.Select(test => test.Width));
        Assert.Equal(offered.Where(width => SimdWidths.OfferedForFixedPoint(width) is not null), facts.FixedPoint.Select(test => test.Width));
        Assert.All(facts.Frames.Concat(facts.FixedPoint).Concat(facts.Training), test => Assert.Null(test.Failure));
        Assert.Equal(SimdWidths.Widest, facts.FrameWidth);
        Assert.Equal(SimdWidths.Widest, facts.TrainingWidth);
        Assert.Equal(SimdWidths.OfferedForFixedPoint(SimdWidths.Widest) is not null, facts.HasFixedPoint);
        Assert.True(facts.Check().IsGood);
    }

    [Theory]
    [InlineData(nameof(FaultyLanes.Broadcast))]
    [InlineData(nameof(FaultyLanes.Add))]
    [InlineData(nameof(FaultyLanes.Subtract))]
    [InlineData(nameof(FaultyLanes.Multiply))]
    [InlineData(nameof(FaultyLanes.MultiplyAdd))]
    [InlineData(nameof(FaultyLanes.NegateWhereOdd))]
    [InlineData(nameof(FaultyLanes.StoreInterleaved))]
    [InlineData(nameof(FaultyLanes.Sum))]
    public void A_wrong_operation_of_a_frame_is_found(string operation) => AssertFound(operation, () => new ForwardKernelTest().Run<FaultyLanes, float>());

    [Theory]
    [InlineData(nameof(FaultyLanes.Add))]
    [InlineData(nameof(FaultyLanes.MultiplyAdd))]
    [InlineData(nameof(FaultyLanes.LoadInterleaved))]
    [InlineData(nameof(FaultyLanes.Transpose))]
    [InlineData(nameof(FaultyLanes.Divide))]
    [InlineData(nameof(FaultyLanes.SquareRoot))]
    [InlineData(nameof(FaultyLanes.Absolute))]
    [InlineData(nameof(FaultyLanes.WithSignOf))]
    public void A_wrong_operation_of_training_is_found(string operation) => AssertFound(operation, () => new TrainingKernelTest().Run<FaultyLanes, float>());

    private static void AssertFound(string operation, Func<string?> test)
    {
        FaultyLanes.Break("none", value => value);
        Assert.Null(test());
        FaultyLanes.Break(operation, value => (1.01f * value) + 0.001f);
        Assert.NotNull(test());
        FaultyLanes.Break(operation, _ => float.NaN);
        Assert.NotNull(test());
    }
}
