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
}
