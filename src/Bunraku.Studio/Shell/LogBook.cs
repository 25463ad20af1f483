using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Shell;

/// <summary>The last lines of the terminal, for the settings page.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private const int Most = 200;
    private readonly ConcurrentQueue<Line> _lines = [];

    /// <summary>The lines, the oldest first.</summary>
    public IReadOnlyList<Line> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void Dispose()
    {
    }

    private void Add(Line line)
    {
        _lines.Enqueue(line);
        while (_lines.Count > Most)
        {
            _lines.TryDequeue(out _);
        }
    }

    /// <summary>A line of the log.</summary>
    internal sealed record Line(DateTimeOffset Time, LogLevel Level, string Text);

    private sealed class Writer(LogBook book) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && (exception is null || !PlainLines.IsOfClosedPage(exception)))
            {
                string text = formatter(state, exception);
                book.Add(new Line(DateTimeOffset.Now, logLevel, exception is null ? text : $"{text} {exception.GetType().Name}: {exception.Message}"));
            }
        }
    }
}
