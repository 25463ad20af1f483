using Bunraku.Conv.SelfTest;
using Bunraku.Siren;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Tests;
using Bunraku.Siren.Tests.SelfTest;

namespace Bunraku.Conv.Tests.SelfTest;

[Trait("Category", SimdLevelTests.Kernels)]
public sealed class ConvKernelTests
{
    [Fact]
    public void Every_kernel_equals_its_definition_at_every_width() =>
        Assert.All(SimdWidths.Offered(), offered => Assert.Null(offered.Lanes.Run(new ConvKernelTest())));

    [Theory]
    [InlineData(nameof(FaultyLanes.Broadcast))]
    [InlineData(nameof(FaultyLanes.Add))]
    [InlineData(nameof(FaultyLanes.Subtract))]
    [InlineData(nameof(FaultyLanes.Multiply))]
    [InlineData(nameof(FaultyLanes.MultiplyAdd))]
    [InlineData(nameof(FaultyLanes.StoreInterleaved))]
    [InlineData(nameof(FaultyLanes.LoadInterleaved))]
    [InlineData(nameof(FaultyLanes.Divide))]
    [InlineData(nameof(FaultyLanes.Absolute))]
    [InlineData(nameof(FaultyLanes.Sum))]
    public void A_wrong_operation_is_found(string operation)
    {
        FaultyLanes.Break("none", value => value);
        Assert.Null(new LaneSet<FaultyLanes, float>().Run(new ConvKernelTest()));
        FaultyLanes.Break(operation, value => (1.01f * value) + 0.001f);
        Assert.NotNull(new LaneSet<FaultyLanes, float>().Run(new ConvKernelTest()));
    }
}
