using System.Text;
using Bunraku.Distillation.Logging;
using CsCheck;

namespace Bunraku.Distillation.Tests.Logging;

public sealed class MaskedCrcTests
{
    [Fact]
    public void The_published_check_value_comes_out() => Assert.Equal(0xE3069283, MaskedCrc.Crc32C(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Any_data_give_what_the_definition_bit_by_bit_gives() => Gen.Byte.Array[0, 70].Sample(data =>
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
            }
        }

        crc = ~crc;
        Assert.Equal(crc, MaskedCrc.Crc32C(data));
        Assert.Equal(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8), MaskedCrc.Of(data));
    });
}
