using System.Text;

namespace Bunraku.Cli.Shell;

/// <summary>
/// Writes to a stream that may be closed, full or gone with its terminal. What cannot be written is dropped and remembered as <see cref="Failure"/>,
/// so that no command ends because nobody can read what it prints.
/// </summary>
internal sealed class GuardedWriter(TextWriter inner) : TextWriter
{
    /// <summary>The first failed write; null while all succeeded.</summary>
    public Exception? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    /// <summary>A writer for a standard stream, which may not even open.</summary>
    public static GuardedWriter Open(Func<TextWriter> open)
    {
        try
        {
            return new GuardedWriter(open());
        }
        catch (Exception failure) when (IsOfStream(failure))
        {
            return new GuardedWriter(Null) { Failure = failure };
        }
    }

    public override void Write(char value) => Attempt(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Attempt(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Attempt(() => inner.Write(value));

    public override void WriteLine() => Attempt(inner.WriteLine);

    // As one piece, so that lines of two threads do not mix.
    public override void WriteLine(string? value) => Attempt(() => inner.WriteLine(value));

    public override void Flush() => Attempt(inner.Flush);

    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (IsOfStream(failure))
        {
            Failure ??= failure;
        }
    }

    private static bool IsOfStream(Exception failure) => failure is IOException or UnauthorizedAccessException or ObjectDisposedException;
}
