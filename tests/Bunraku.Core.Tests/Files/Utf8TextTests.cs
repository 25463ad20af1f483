using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class Utf8TextTests
{
    [Fact]
    public void A_byte_order_mark_is_left_out() => Assert.Equal("a: ä\r\n", Utf8Text.Decode([.. Encoding.UTF8.Preamble, .. "a: ä\r\n"u8]));

    [Theory]
    [InlineData(932)]
    [InlineData(1200)]
    [InlineData(1201)]
    [InlineData(12000)]
    public void Text_in_another_encoding_is_refused_with_how_to_save_it(int page)
    {
        Encoding encoding = page == 932 ? CodePagesEncodingProvider.Instance.GetEncoding(page)! : Encoding.GetEncoding(page);
        byte[] text = encoding.GetBytes("character_image_file_name: 顔.png");

        foreach (byte[] bytes in (byte[][])[text, [.. encoding.GetPreamble(), .. text]])
        {
            Assert.Contains("Save it as UTF-8", Assert.Throws<BadInputException>(() => Utf8Text.Decode(bytes)).Message, StringComparison.Ordinal);
        }
    }
}
