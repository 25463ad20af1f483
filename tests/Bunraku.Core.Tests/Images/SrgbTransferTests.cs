using Bunraku.Core.Images;
using CsCheck;

namespace Bunraku.Core.Tests.Images;

public sealed class SrgbTransferTests
{
    [Fact]
    public void Linear_and_encoded_are_each_others_inverse() =>
        Gen.Double[0, 1].Sample(x => Math.Abs(SrgbTransfer.ToEncoded(SrgbTransfer.ToLinear(x)) - x) < 1e-7, iter: 10_000);

    [Fact]
    public void The_code_is_the_rounded_encoded_value() => Gen.Float[0, 1].Sample(IsNearest, iter: 200_000);

    [Fact]
    public void The_code_changes_at_the_right_value()
    {
        for (int code = 0; code < 255; code++)
        {
            float step = (float)SrgbTransfer.ToLinear((code + 0.5) / 255.0);
            Assert.Equal(code, SrgbTransfer.ToCode(step * (1f - 1e-6f)));
            Assert.Equal(code + 1, SrgbTransfer.ToCode(step * (1f + 1e-6f)));
            Assert.True(IsNearest(step));
        }
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(-1.33f, 0)]
    [InlineData(1f, 255)]
    [InlineData(1.2f, 255)]
    [InlineData(float.Epsilon, 0)]
    [InlineData(float.NaN, 0)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.PositiveInfinity, 255)]
    public void Values_beyond_the_range_are_limited(float linear, byte code) => Assert.Equal(code, SrgbTransfer.ToCode(linear));

    private static bool IsNearest(float linear) =>
        Math.Abs((255.0 * SrgbTransfer.ToEncoded(linear)) - SrgbTransfer.ToCode(linear)) <= 0.5 + 1e-5;
}
