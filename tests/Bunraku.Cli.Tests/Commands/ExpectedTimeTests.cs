using Bunraku.Cli.Commands;

namespace Bunraku.Cli.Tests.Commands;

public sealed class ExpectedTimeTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(57.5);

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("Yes\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task More_than_a_day_is_said_and_asked_for(string answer, bool expected)
    {
        var error = new StringWriter();

        Assert.Equal(expected, await ExpectedTime.IsAcceptedAsync(Long, new StringReader(answer), error, TestContext.Current.CancellationToken));
        Assert.Contains("about 57 days 12 h on this machine", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--preset standard", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_answer_it_is_said_and_starts()
    {
        var error = new StringWriter();

        Assert.True(await ExpectedTime.IsAcceptedAsync(Long, answers: null, error, TestContext.Current.CancellationToken));
        Assert.Contains("57 days", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Less_than_a_day_is_said_only()
    {
        var error = new StringWriter();

        Assert.True(await ExpectedTime.IsAcceptedAsync(TimeSpan.FromHours(3.5), new StringReader(""), error, TestContext.Current.CancellationToken));
        Assert.Contains("about 3 h 30 min", error.ToString(), StringComparison.Ordinal);
    }
}
