using Bunraku.Studio.Shell;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Bunraku.Studio.Tests.Shell;

/// <summary>The terminal shows lines, not stack traces.</summary>
public sealed class PlainLinesTests
{
    public static TheoryData<Exception> ClosedPages =>
    [
        new JSDisconnectedException("gone"),
        new TaskCanceledException(),
        new InvalidOperationException("JavaScript interop calls cannot be issued at this time. This is because the component is being statically rendered."),
        new AggregateException(new OperationCanceledException()),
    ];

    [Fact]
    public void Failure_is_one_line_with_its_reason()
    {
        string line = Print("Unhandled exception in circuit 'x'.", new InvalidOperationException("first\nsecond."));

        Assert.Equal($"bunraku: error: Unhandled exception in circuit 'x': first second. (BUNRAKU_TRACE=1 shows where.){Environment.NewLine}", line);
    }

    [Fact]
    public void Warning_is_one_line() => Assert.Equal($"bunraku: warning: The tracker failed.{Environment.NewLine}", Print("The tracker failed.", failure: null, LogLevel.Warning));

    [Theory]
    [MemberData(nameof(ClosedPages), DisableDiscoveryEnumeration = true)]
    public void Page_that_was_only_closed_is_nothing_to_report(Exception failure) => Assert.Empty(Print("Unhandled exception in circuit 'x'.", failure));

    private static string Print(string message, Exception? failure, LogLevel level = LogLevel.Error)
    {
        using var output = new StringWriter();
        new PlainLines().Write(new LogEntry<string>(level, "category", default, message, failure, (text, _) => text), scopeProvider: null, output);
        return output.ToString();
    }
}
