using System.Buffers;
using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Tests.Errors;

/// <summary>Text of a file, a device or a user neither steers the terminal nor fills the screen.</summary>
public sealed class ForeignTextTests
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsControl), '\u202e']);

    [Theory]
    [InlineData("Mika", "\"Mika\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\u001b[31mb", "\"a\\u001b[31mb\"")]
    [InlineData("a\0b", "\"a\\u0000b\"")]
    [InlineData("a\r\n\tb", "\"a\\r\\n\\tb\"")]
    [InlineData("a\u0085b\u2028c", "\"a\\u0085b\\u2028c\"")]
    [InlineData("gnp\u202Eexe.", "\"gnp\\u202eexe.\"")]
    [InlineData("\u2066x\u2069", "\"\\u2066x\\u2069\"")]
    [InlineData("नी क्‍ष 𠮷野家", "\"नी क्‍ष 𠮷野家\"")]
    public void Text_is_quoted_with_its_unsafe_characters_escaped(string text, string quoted) =>
        Assert.Equal(quoted, ForeignText.Quote(text));

    [Fact]
    public void A_lone_surrogate_is_escaped()
    {
        Assert.Equal("\"a\\ud800b\"", ForeignText.Quote("a\ud800b"));
        Assert.Equal("\"a\\udc00\"", ForeignText.Quote("a\udc00"));
        Assert.Equal("\"\\ud83d\"", ForeignText.Quote("\ud83d"));
    }

    [Fact]
    public void Long_text_is_cut_with_an_ellipsis()
    {
        Assert.Equal(new string('a', 120), ForeignText.Show(new string('a', 120)));
        Assert.Equal(new string('a', 119) + "…", ForeignText.Show(new string('a', 10_000)));
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("😀", 59)) + "…", ForeignText.Show("a" + string.Concat(Enumerable.Repeat("😀", 500))));
        Assert.Equal(string.Concat(Enumerable.Repeat("\\u0001", 19)) + "…", ForeignText.Show(new string('\u0001', 10_000)));
    }

    [Fact]
    public void Nothing_unsafe_and_nothing_long_is_shown_of_any_text()
    {
        var random = new Random(11);
        char[] pool = ['a', '\\', '\n', '\0', '\u001b', '\ud83d', '\ude00', '\u202e', '…', '\u0301'];
        for (int run = 0; run < 5_000; run++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(700)).Select(_ => pool[random.Next(pool.Length)])]);
            RequireSafe(ForeignText.Show(text), ForeignText.LongestText);
            RequireSafe(ForeignText.Line(text), ForeignText.LongestLine);
            RequireSafe(new BadInputException(text).Message, ForeignText.LongestLine);
        }
    }

    [Fact]
    public void A_message_is_one_line_of_500_characters_that_keeps_its_beginning_and_its_end()
    {
        string message = new BadInputException($"/folder/{new string('x', 4000)}\n\tis not a picture.\r\nChoose a PNG.").Message;

        Assert.Equal(500, message.Length);
        Assert.StartsWith("/folder/xxx", message, StringComparison.Ordinal);
        Assert.EndsWith("x is not a picture. Choose a PNG.", message, StringComparison.Ordinal);
    }

    private static void RequireSafe(string shown, int most)
    {
        Assert.InRange(shown.Length, 0, most);
        Assert.False(shown.AsSpan().ContainsAny(Unsafe), shown);
        Assert.Equal(shown.Length, new UTF8Encoding(false, true).GetString(new UTF8Encoding(false, true).GetBytes(shown)).Length); // No lone surrogate.
    }
}
