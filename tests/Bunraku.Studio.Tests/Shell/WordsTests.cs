using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Tests.Shell;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(90, "2 min")]
    [InlineData(3011, "50 min")]
    [InlineData(3590, "1 h 00 min")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(86399, "24 h 00 min")]
    [InlineData(273600, "3 days 4 h")]
    [InlineData(86400 * 400, "more than a year")]
    public void Expected_times_are_no_more_exact_than_they_are_known(int seconds, string words) => Assert.Equal(words, Words.Time(TimeSpan.FromSeconds(seconds)).ToString());
}
