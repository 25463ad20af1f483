using Bunraku.Core.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.JSInterop;

namespace Bunraku.Studio.Shell;

/// <summary>Prints what Studio reports as one line each; with stack traces only for who asks for them.</summary>
internal sealed class PlainLines() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain lines";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (entry.Exception is { } gone && IsOfClosedPage(gone))
        {
            return;
        }

        string message = ForeignText.Line(entry.Formatter(entry.State, entry.Exception)).TrimEnd('.');
        string reason = entry.Exception is { } exception ? $": {ForeignText.Line(exception.Message).TrimEnd('.')}" : "";
        string help = entry.Exception is null || StackTraces.AreShown ? "" : $" ({StackTraces.Variable}=1 shows where.)";
        textWriter.WriteLine($"bunraku: {(entry.LogLevel >= LogLevel.Error ? "error" : "warning")}: {message}{(message.EndsWith(reason, StringComparison.Ordinal) ? "" : reason)}.{help}");
        if (entry.Exception is not null && StackTraces.AreShown)
        {
            textWriter.WriteLine(entry.Exception);
        }
    }

    /// <summary>Whether a page was only closed while it waited for its browser. The framework has no type for calls before a page is connected.</summary>
    internal static bool IsOfClosedPage(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: var all } => all.All(IsOfClosedPage),
        JSDisconnectedException or OperationCanceledException => true,
        InvalidOperationException => exception.Message.StartsWith("JavaScript interop calls cannot be issued at this time", StringComparison.Ordinal),
        _ => false,
    };
}
